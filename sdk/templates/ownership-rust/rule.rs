// SPDX-License-Identifier: MIT
// rule.rs - the whole decision of this plugin, without Baton: who of these people should get the conversation?

#[derive(Clone)]
pub struct Person {
    pub agent_id: String,
    pub holds_lane: bool,
    pub speaks_language: bool,
    pub load_milliunits: u32,
    pub capacity_milliunits: u32,
    pub idle_since_unix_ms: i64,
}

/// Share of the capacity that is in use; somebody without capacity is full.
pub fn load_permille(person: &Person) -> u32 {
    if person.capacity_milliunits == 0 {
        return 1000;
    }
    (u64::from(person.load_milliunits) * 1000 / u64::from(person.capacity_milliunits)).min(1000) as u32
}

/// The least loaded person who holds the lane, speaks the language and is not above the limit; among equals the one who
/// has waited longest, then the smaller id, so that the same view always gives the same answer. None when nobody fits.
pub fn least_busy(people: &[Person], max_load_permille: u32) -> Option<&Person> {
    people
        .iter()
        .filter(|person| {
            person.holds_lane
                && person.speaks_language
                && person.load_milliunits < person.capacity_milliunits
                && load_permille(person) <= max_load_permille
        })
        .min_by_key(|person| (load_permille(person), person.idle_since_unix_ms, &person.agent_id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(id: &str, load_milliunits: u32, idle_since_unix_ms: i64) -> Person {
        Person {
            agent_id: id.to_string(),
            holds_lane: true,
            speaks_language: true,
            load_milliunits,
            capacity_milliunits: 3000,
            idle_since_unix_ms,
        }
    }

    fn chosen(people: &[Person], max_load_permille: u32) -> Option<&str> {
        least_busy(people, max_load_permille).map(|person| person.agent_id.as_str())
    }

    #[test]
    fn somebody_else_than_the_least_busy_is_proposed() {
        assert_eq!(chosen(&[person("a", 2000, 1), person("b", 1000, 9)], 800), Some("b"));
        assert_eq!(chosen(&[person("a", 1000, 9), person("b", 1000, 1)], 800), Some("b"), "who waited longest");
        assert_eq!(chosen(&[person("b", 1000, 1), person("a", 1000, 1)], 800), Some("a"), "then the smaller id");
    }

    #[test]
    fn somebody_is_proposed_who_cannot_take_it() {
        assert_eq!(chosen(&[], 800), None);
        assert_eq!(chosen(&[person("a", 2700, 1)], 800), None, "above the limit");
        assert_eq!(chosen(&[person("a", 3000, 1)], 1000), None, "full");
        let other_lane = Person { holds_lane: false, ..person("a", 0, 1) };
        let other_language = Person { speaks_language: false, ..person("b", 0, 1) };
        let no_capacity = Person { capacity_milliunits: 0, ..person("c", 0, 1) };
        assert_eq!(chosen(&[other_lane, other_language, no_capacity], 1000), None);
    }
}
