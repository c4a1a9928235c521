# SPDX-License-Identifier: MIT
"""What the plugin of plugins/ can be asked for, and what must be seen of it: the counter of `GET /v1/plugins` that
moves, or the word that came of it where the process was kept from doing harm and nothing else happened."""
from dataclasses import dataclass

CONNECTOR, OWNERSHIP, SUMMARIZER, CLASSIFIER = "connector", "ownership", "summarizer", "classifier"
EVERY = (CONNECTOR, OWNERSHIP, SUMMARIZER, CLASSIFIER)


@dataclass(frozen=True)
class Deed:
    name: str
    counts: tuple = ()      # counters of the plugin of which one moves; none: nothing is to be seen
    came: str = ""          # what its answer says came of it
    by: tuple = EVERY       # the kinds for which it is a deed
    ended: bool = False     # the host ends the process for it, some time after the counter moved
    spoils: bool = False    # the process is not good for anything afterwards


def some(names: str, *counts: str, **more) -> list[Deed]:
    return [Deed(name, counts, **more) for name in names.split()]


VIOLATION = "contract_violations"

CRASHES = some("segfault aborts stack_overflow bad_instruction divides_by_zero exits kills_itself throws double_free "
               "wild_pointers leaks_until_the_limit closes_everything stops_itself takes_its_own_limits_away "
               "hangs_while_it_exits", "crashes")
# Whatever comes of memory that is not its own: it is its own process that pays for it.
CRASHES += some("longjmps writes_past_the_struct", "crashes", "timeouts", VIOLATION, "failures", "calls")

HANGS = (some("hangs spins_for_ever will_not_be_told", "timeouts", ended=True)
         + some("sleeps_past_its_budget answers_after_its_budget", "late_completions", VIOLATION)
         + some("never_answers", "timeouts")
         + some("fails_and_answers_later", "failures")
         + some("starts_threads_without_end", came="limited", spoils=True))

BREACHES = (some("answers_twice", "double_completions")
            + some("says_ok_and_nothing answers_and_fails unknown_status", VIOLATION)
            + some("answers_somebody_else", "double_completions", "late_completions", VIOLATION)
            + some("fails_with_rubbish", "failures")
            + some("no_text huge_text text_without_bytes", VIOLATION)
            + some("record_of_no_size no_record lists_without_end", VIOLATION, "crashes")
            + some("owner_nobody_knows owner_never_offered lane_nobody_knows answers_an_older_case",
                   "refused_proposals", by=(OWNERSHIP,))
            + some("owner_is_no_one", VIOLATION, by=(OWNERSHIP,))
            + some("source_that_never_was", "refused_proposals", by=(SUMMARIZER,))
            + some("too_sure", VIOLATION, by=(CLASSIFIER,)))

FLOODS = (some("floods_the_log", "dropped_log_lines", came="flooded")
          + some("writes_lines_of_no_text", VIOLATION)
          + some("floods_stdout floods_stderr_without_lines", "dropped_log_lines", came="flooded")
          + some("floods_timers floods_blobs", came="limited")
          + some("floods_events", came="limited", by=(CONNECTOR,))
          + some("opens_files_without_end", came="limited", spoils=True)
          + some("asks_without_end", came="flooded"))

ESCAPES = (some("forks_without_end execs opens_a_socket signals_the_host signals_everybody traces_the_host "
                "reads_the_hosts_memory becomes_root raises_its_limits limits_the_host leaves_the_family "
                "outlives_the_host leaves_memory_behind new_name_space", came="denied")
           + some("changes_itself opens_more_libraries", came="allowed"))
# Where the host is root, a plugin is a user of its own.
ESCAPES_OF_A_USER = some("reads_the_hosts_environment writes_the_hosts_memory reads_the_hosts_files deletes_its_bundle "
                         "changes_its_bundle", came="denied")

FORGERIES = (some("sends_garbage sends_half_a_frame sends_a_list_without_end "
                  "sends_what_only_the_host_says passes_a_file_that_is_too_short passes_a_pipe passes_many_files "
                  "passes_much_of_nothing hangs_up_half", "crashes")
             + some("answers_for_another_kind", VIOLATION, "crashes", "double_completions")
             + some("answers_what_nobody_asked", came="ignored")
             + some("floods_frames", came="flooded")
             + some("lies_that_it_came_back", "timeouts", spoils=True))


def deeds(root: bool) -> list[Deed]:
    """All of them, for a host that is root or is not."""
    return CRASHES + HANGS + BREACHES + FLOODS + ESCAPES + (ESCAPES_OF_A_USER if root else []) + FORGERIES


# What is asked of a process that an earlier deed has spoiled.
THE_END = Deed("kills_itself", ("crashes",))
