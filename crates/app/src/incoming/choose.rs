//! Choosing a file that somebody sent, opening it with its password, and letting it go.

use super::form::{FormHeld, NotAForm, form_view};
use super::view::view;
use super::{Incoming, NotOpened, Source};
use crate::activity::Act;
use crate::clean::line;
use crate::config::{Ask, OpenKind};
use crate::failure::{Answer, AppError};
use crate::files::read;
use crate::files::reader::{Reader, Unopened, Why};
use crate::session::Session;
use crate::wire::{
    DropIncoming, IncomingChosen, IncomingKind, IncomingOpen, IncomingOpened, Nothing, OpenIncoming,
};
use data_encoding::BASE64;
use std::io::Read as _;
use std::sync::Arc;
use stepwise_bundle::{BEGINNING, BundleError, OtherFile, recognise};
use stepwise_store::MAX_DOCUMENT_BYTES;
use zeroize::Zeroizing;

/// The title of each kind of fault.
fn title(why: Why) -> &'static str {
    match why {
        Why::Other => "This is not a Stepwise bundle",
        Why::Password => "The password does not open it",
        Why::Changed => "This file was cut short or changed on its way",
        Why::Inside => "This file was changed, or was not made by Stepwise",
        Why::Newer => "This bundle was made by a newer version of Stepwise",
        Why::Work => "This file was not opened",
    }
}

/// Asks for a file and looks at its beginning. What was open before is closed.
///
/// # Errors
/// Locked.
pub(crate) fn choose_incoming(session: &mut Session, _: Nothing) -> Answer<IncomingChosen> {
    session.vault()?;
    let place = session.ask(Ask::OpenFile(OpenKind::Incoming))?;
    session.let_incoming_go();
    let Some(place) = place else {
        return Ok(nothing_of(IncomingKind::None, String::new()));
    };
    take(session, Source::File(place))
}

/// As [`choose_incoming`], of a file that was dropped on the window.
///
/// # Errors
/// Locked; it is too large to be dropped.
pub(crate) fn drop_incoming(
    session: &mut Session,
    request: DropIncoming,
) -> Answer<IncomingChosen> {
    session.vault()?;
    session.let_incoming_go();
    let bytes = BASE64.decode(request.bytes.as_bytes());
    let bytes = bytes.map_err(|_| AppError::BadRequest(None))?;
    if bytes.len() > MAX_DOCUMENT_BYTES {
        return Err(AppError::typed(
            "",
            "This file is too large to be dropped on the window.",
            "Choose it with the button in its place.",
        ));
    }
    take(
        session,
        Source::Dropped(line(&request.name), Arc::new(bytes)),
    )
}

/// Looks at what was chosen, and keeps it at hand.
fn take(session: &mut Session, place: Source) -> Answer<IncomingChosen> {
    let reader = Reader::of(session);
    let (mut chosen, form) = look(&reader, &place);
    match chosen.kind {
        IncomingKind::Bundle => session.incoming_place = Some(place),
        IncomingKind::Form => {
            let form = form.map(Arc::new);
            if let Some(held) = &form {
                chosen.form = Some(form_view(session, held)?);
            }
            session.incoming_form = form;
        }
        IncomingKind::None | IncomingKind::Other => {}
    }
    Ok(chosen)
}

fn nothing_of(kind: IncomingKind, name: String) -> IncomingChosen {
    IncomingChosen {
        kind,
        name,
        size: 0,
        problem: String::new(),
        text: String::new(),
        form: None,
    }
}

/// What a file is by its beginning; a form is read.
fn look(reader: &Reader, place: &Source) -> (IncomingChosen, Option<FormHeld>) {
    let name = place.name();
    let mut form = None;
    let mut chosen = nothing_of(IncomingKind::Other, stepwise_foreign::spelled_out(&name));
    let begins = place.begin().and_then(|(file, length)| {
        let mut begins = Vec::with_capacity(BEGINNING);
        file.take(BEGINNING as u64).read_to_end(&mut begins)?;
        Ok((begins, length))
    });
    match begins {
        Ok((begins, length)) => {
            chosen.size = length;
            match recognise(&begins) {
                Ok(()) => chosen.kind = IncomingKind::Bundle,
                Err(BundleError::NotABundle(OtherFile::Pdf)) => {
                    match read_form(reader, place, name) {
                        Ok(held) => {
                            chosen.kind = IncomingKind::Form;
                            form = Some(held);
                        }
                        Err(why) => {
                            "This PDF is not a form that was filled in"
                                .clone_into(&mut chosen.problem);
                            chosen.text = why.to_string();
                        }
                    }
                }
                Err(error) => {
                    let unopened = Unopened::from(&error);
                    chosen.problem = title(unopened.why).to_owned();
                    chosen.text = unopened.sentence;
                }
            }
        }
        Err(error) => {
            let error = crate::error::WireError::from(AppError::from(error));
            chosen.problem = error.message;
            chosen.text = error.hint;
        }
    }
    (chosen, form)
}

/// Reads a PDF as a form.
///
/// # Errors
/// [`NotAForm`].
fn read_form(reader: &Reader, place: &Source, name: String) -> Result<FormHeld, NotAForm> {
    let bytes = match place {
        Source::File(path) => read(path).map_err(|not| NotAForm::File(not.words()))?,
        Source::Dropped(_, bytes) => bytes.to_vec(),
    };
    FormHeld::read(reader, name, bytes)
}

/// Opens the bundle that was chosen.
///
/// # Errors
/// Locked; none was chosen; the password is wrong or left out.
pub(crate) fn open_incoming(
    session: &mut Session,
    request: OpenIncoming,
) -> Answer<IncomingOpened> {
    let password = Zeroizing::new(request.password);
    let now = session.now();
    session.vault()?;
    session.incoming = None;
    let place = session
        .incoming_place
        .clone()
        .ok_or(AppError::NotFound("chosen file"))?;
    if password.trim().is_empty() {
        return Err(AppError::typed(
            "password",
            "Type the password of the bundle.",
            "Ask the person who sent it. It is never in the same message as the file.",
        ));
    }
    let reader = Reader::of(session);
    match Incoming::open(&reader, &place, password, now.stamp.to_rfc3339()) {
        Ok(incoming) => {
            let incoming = Arc::new(incoming);
            let view = view(session, &incoming)?;
            session.vault()?.note(&now, &Act::IncomingOpened)?;
            session.incoming = Some(incoming);
            Ok(IncomingOpened {
                problem: String::new(),
                text: String::new(),
                bundle: Some(view),
            })
        }
        Err(NotOpened::Bundle(Unopened {
            why: Why::Password,
            sentence,
        })) => Err(AppError::typed("password", title(Why::Password), &sentence)),
        Err(NotOpened::Bundle(unopened)) => Ok(IncomingOpened {
            problem: title(unopened.why).to_owned(),
            text: unopened.sentence,
            bundle: None,
        }),
        Err(error) => Err(error.into()),
    }
}

/// The bundle or form that is open, if any.
///
/// # Errors
/// Locked.
pub(crate) fn incoming(session: &mut Session, _: Nothing) -> Answer<IncomingOpen> {
    session.vault()?;
    let bundle = match session.incoming.clone() {
        Some(incoming) => Some(view(session, &incoming)?),
        None => None,
    };
    let form = match session.incoming_form.clone() {
        Some(held) => Some(form_view(session, &held)?),
        None => None,
    };
    let waiting = session.incoming_place.as_ref();
    let waits = waiting.filter(|_| bundle.is_none()).and_then(|place| {
        let (_, length) = place.begin().ok()?;
        Some((stepwise_foreign::spelled_out(&place.name()), length))
    });
    Ok(IncomingOpen {
        bundle,
        form,
        waits,
    })
}

/// Lets the bundle go.
///
/// # Errors
/// None.
pub(crate) fn close_incoming(session: &mut Session, _: Nothing) -> Answer<Nothing> {
    session.let_incoming_go();
    Ok(Nothing {})
}
