//! The window's TypeScript, made from the wire types and the registry.
//!
//! Nothing here runs in the application: a test writes the two files, or says that they are stale.

use crate::error::{ErrorCode, WireError};
use crate::wire::*;
use std::any::TypeId;
use std::collections::{BTreeMap, BTreeSet};
use ts_rs::{Config, TS, TypeVisitor};

const HEAD: &str = "// Generated from crates/app by its test `generated_typescript_is_current`.\n\
                    // Run that test with UPDATE_TYPES=1 after changing a wire type.\n\n";

/// Declarations of all types met, by name.
struct Types {
    config: Config,
    seen: BTreeSet<TypeId>,
    declared: BTreeMap<String, String>,
}

impl Types {
    fn new() -> Self {
        // Every whole number that crosses is far below 2^53.
        let config = Config::new().with_large_int("number");
        Self {
            config,
            seen: BTreeSet::new(),
            declared: BTreeMap::new(),
        }
    }
}

impl TypeVisitor for Types {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_none() || !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        let docs = T::docs().unwrap_or_default();
        let declaration = T::decl(&self.config);
        self.declared.insert(
            T::ident(&self.config),
            format!("{docs}export {declaration}\n"),
        );
        T::visit_dependencies(self);
    }
}

macro_rules! typescript_of {
    ($($name:ident: $request:ty => $answer:ty,)*) => {
        fn visit_all(types: &mut Types) {
            $(
                types.visit::<$request>();
                types.visit::<$answer>();
            )*
            types.visit::<ErrorCode>();
            types.visit::<WireError>();
        }

        fn command_lines(config: &Config) -> (BTreeSet<String>, String) {
            let mut imports = BTreeSet::new();
            let mut lines = String::new();
            $(
                let request = <$request>::name(config);
                let answer = <$answer>::name(config);
                lines.push_str(&format!("  {}: [{request}, {answer}];\n", stringify!($name)));
                imports.extend([request, answer]);
            )*
            (imports, lines)
        }
    };
}
crate::for_each_command!(typescript_of);

/// All wire types: the content of `types.ts`.
fn types() -> String {
    let mut types = Types::new();
    visit_all(&mut types);
    let declared: Vec<String> = types.declared.into_values().collect();
    format!("{HEAD}{}", declared.join("\n"))
}

/// What each command takes and gives: the content of `commands.ts`.
fn commands() -> String {
    let (imports, lines) = command_lines(&Types::new().config);
    let imports: Vec<String> = imports.into_iter().collect();
    format!(
        "{HEAD}import type {{\n  {},\n}} from \"./types\";\n\n\
         /** Each command: what it takes, what it answers. */\n\
         export interface Commands {{\n{lines}}}\n",
        imports.join(",\n  ")
    )
}

#[test]
fn generated_typescript_is_current() {
    let folder =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/backend/generated");
    let update = std::env::var_os("UPDATE_TYPES").is_some_and(|v| v == "1");
    for (name, wanted) in [("types.ts", types()), ("commands.ts", commands())] {
        let path = folder.join(name);
        if update {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&path, &wanted).unwrap();
        }
        let found = std::fs::read_to_string(&path)
            .unwrap_or_default()
            .replace("\r\n", "\n");
        assert!(
            found == wanted,
            "{name} is stale: run this test with UPDATE_TYPES=1."
        );
    }
}
