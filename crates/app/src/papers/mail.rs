//! What an e-mail says, and how its words are handed to the system's e-mail program. The standard words name no child,
//! adult or family; the user may change them, and is told where they name one.

use super::chase::chased;
use super::gate::is_address;
use super::mailto::mailto;
use crate::activity::Act;
use crate::blackout::Naming;
use crate::clean::{clean, line};
use crate::failure::{Answer, AppError};
use crate::loaded::LoadedCase;
use crate::session::Session;
use crate::wire::{Chased, EmailForm, EmailQuery, EmailWords, MailOpened, SentRef};
use stepwise_core::ids::PaperId;
use stepwise_core::policy::Paper;

/// What is said of a locked attachment, and of one that is not. The window puts one in the place of the other.
const LOCKED: &str = "The attached PDF is locked with a password. I will give you the password by telephone or in person, not by email.";
const UNLOCKED: &str = "The attached PDF is not locked, because this message goes by secure email.";

/// The subject of an e-mail: the paper's own, or one that says the case alone.
pub(crate) fn subject(paper: Option<&Paper>, number: &str) -> String {
    match paper.and_then(|paper| paper.subject.as_ref()) {
        Some(subject) => subject.replace("{case-number}", number),
        None => format!("Professional differences, our reference {number}"),
    }
}

/// Subject and body.
pub(super) struct Words {
    pub subject: String,
    pub body: String,
}

impl Words {
    /// What is said where the user changes nothing. It names nobody but the policy, the case, the user and the setting.
    pub fn standard(
        loaded: &LoadedCase,
        subject: &str,
        (user, setting): (&str, &str),
        encrypted: bool,
    ) -> Self {
        let lock = if encrypted { LOCKED } else { UNLOCKED };
        let body = format!(
            "Please find attached a confidential document about a professional difference, under: {}.\n\n{lock}\n\n\
             Our reference: {}\n\nPlease confirm that you have received it and can open it.\n\n{user}\n{setting}\n",
            loaded.policy.title, loaded.number,
        );
        Self {
            subject: subject.to_owned(),
            body,
        }
    }

    /// With what the user wrote in place of it. What was emptied is as it was.
    pub fn changed(self, subject: &str, body: &str) -> Self {
        let (subject, body) = (line(subject), clean(body));
        Self {
            subject: match subject.is_empty() {
                true => self.subject,
                false => subject,
            },
            body: match body.trim().is_empty() {
                true => self.body,
                false => body,
            },
        }
    }

    /// As [`Words::changed`], by what was asked for.
    pub fn of(self, form: &EmailForm) -> Self {
        self.changed(&form.subject, &form.body)
    }

    /// Both, as they are kept in the record: word for word.
    pub fn kept(&self) -> String {
        format!("{}\n\n{}", self.subject, self.body)
    }

    /// Those of [`Words::kept`].
    fn read(kept: &str) -> Self {
        let (subject, body) = kept.split_once("\n\n").unwrap_or((kept, ""));
        Self {
            subject: subject.to_owned(),
            body: body.to_owned(),
        }
    }

    /// The children and adults of the case who are named, in any usual form of the name.
    fn named(&self, loaded: &LoadedCase) -> Vec<String> {
        let subjects = loaded.case.subjects.iter().map(|s| s.value.name.trim());
        let named = subjects.filter(|name| {
            let naming = Naming::of(&[name], &[]);
            naming.is_in(&self.subject) || naming.is_in(&self.body)
        });
        named.map(str::to_owned).collect()
    }
}

/// What an e-mail would say, and whom it names.
///
/// # Errors
/// Locked; no such case or paper.
pub(crate) fn email_words(session: &mut Session, query: &EmailQuery) -> Answer<EmailWords> {
    let loaded = session.load_case(&query.case.case)?;
    let open = session.vault()?;
    let user = open.settings.user_name(open.user.as_str());
    let paper = match &query.paper {
        Some(id) => {
            let found = loaded.policy.paper(&PaperId::new(id.clone()));
            Some(found.ok_or(AppError::NotFound("paper"))?)
        }
        None => None,
    };
    let from = (user.as_str(), open.settings.setting.as_str());
    let standard = Words::standard(&loaded, &subject(paper, &loaded.number), from, true);
    let words = standard.changed(&query.subject, &query.body);
    let chased = chased(&loaded, &query.chases)?;
    Ok(EmailWords {
        chased: chased.map(|waits| Chased {
            what: waits.action.what.clone(),
            to: waits.addresses(),
        }),
        names: words.named(&loaded),
        subject: words.subject,
        body: words.body,
        locked: LOCKED.to_owned(),
        unlocked: UNLOCKED.to_owned(),
    })
}

/// Hands the words of a draft to the system's e-mail program: those that were recorded, to the addresses that were
/// recorded, so that nothing goes this way that did not pass the gate. The file does not go with it.
///
/// # Errors
/// Locked; no such draft; its words name a child or adult of the case, or are too long to be handed over; not noted.
pub(crate) fn open_mail(session: &mut Session, request: &SentRef) -> Answer<MailOpened> {
    let loaded = session.load_case(&request.case.case)?;
    let mut sent = loaded.case.sent.iter();
    let draft = sent
        .find(|s| s.seq == request.seq && !s.value.message.is_empty())
        .ok_or(AppError::NotFound("draft"))?;
    let words = Words::read(&draft.value.message);
    if !words.named(&loaded).is_empty() {
        return Err(AppError::typed(
            "body",
            "These words name a child or adult of the case, so they are not handed to another program.",
            "Open the draft’s file instead, or copy the parts. The draft is kept.",
        ));
    }
    let to = draft.value.to.iter().filter(|to| is_address(to));
    let to: Vec<&str> = to.map(String::as_str).collect();
    let address = mailto(&to, &words.subject, &words.body).ok_or_else(|| {
        AppError::typed(
            "body",
            "These words are too long to be handed to another program.",
            "Open the draft’s file instead, or copy the parts. The draft is kept.",
        )
    })?;
    let opened = session.config.shell.open_mail(&address);
    if opened {
        let now = session.now();
        session.vault()?.note(&now, &Act::MailOpened(loaded.id))?;
    }
    Ok(MailOpened { opened })
}
