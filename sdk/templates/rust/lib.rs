// SPDX-License-Identifier: MIT
// lib.rs - the crate: what belongs to this plugin ({{pure}}, plugin) and what every plugin in Rust has.
mod baton;
#[macro_use]
mod glue;
mod json;
mod manifest {
    include!(concat!(env!("BATON_GENERATED"), "/manifest.rs"));
}
mod plugin;
#[cfg(test)]
mod plugin_test;
#[cfg(test)]
mod testing;
mod {{pure}};
