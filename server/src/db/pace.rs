//! How fast writes go, and who comes back when.
//!
//! Who would wait longer than a phone should gets a turn of its own instead: a moment, one after the other at the rate
//! at which writes have been going. So those who were turned away come back as fast as they can be taken and no
//! faster, in the order in which they came, and are let in when they do: nobody is turned away twice for coming in time.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Writes per second until it has been measured.
const FIRST_RATE: f64 = 1_500.0;
/// Fewest writes of a commit that tells how fast they go: a lone one tells only what a commit costs.
const TELLING: usize = 8;
/// How much one commit counts beside those before; the first stands for itself.
const WEIGHT: f64 = 0.25;
/// Nobody is told to wait longer. Who would is spread over the second half of it.
const LONGEST: Duration = Duration::from_secs(60);
/// Who comes so much too early is let in all the same.
const EARLY: Duration = Duration::from_millis(250);
/// At most added to a wait at random, so that not all of a second come at its beginning.
const SPREAD_MS: u32 = 250;
/// Turns that are remembered; those long past are forgotten first.
const TURNS: usize = 100_000;

/// The pace of a process.
#[derive(Debug)]
pub(super) struct Pace(Mutex<State>);

#[derive(Debug)]
struct State {
    /// Writes per second.
    rate: f64,
    measured: bool,
    /// The last turn that was given.
    last: Option<Instant>,
    turns: HashMap<Uuid, Instant>,
}

impl Default for Pace {
    fn default() -> Self {
        Pace(Mutex::new(State { rate: FIRST_RATE, measured: false, last: None, turns: HashMap::new() }))
    }
}

impl Pace {
    /// Learns from a commit.
    pub fn measure(&self, writes: usize, took: Duration) {
        if writes >= TELLING && !took.is_zero() {
            let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let weight = if state.measured { WEIGHT } else { 1.0 };
            state.rate += weight * (writes as f64 / took.as_secs_f64() - state.rate);
            state.measured = true;
        }
    }

    /// How long an operation is to stay away while `waiting` writes are ahead of it; `None` lets it in.
    pub fn turn(
        &self,
        id: Uuid,
        waiting: usize,
        patience: Duration,
        now: Instant,
        random: u32,
    ) -> Option<Duration> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(turn) = state.turns.get(&id).copied() {
            let early = turn.saturating_duration_since(now);
            if early > EARLY {
                return Some(early);
            }
            state.turns.remove(&id);
            return None;
        }
        let each = Duration::from_secs_f64(1.0 / state.rate.max(1.0));
        if each.saturating_mul(u32::try_from(waiting).unwrap_or(u32::MAX)) <= patience {
            return None;
        }
        // Half of those who wait are in by then, so that the queue does not run dry.
        let turn = state.last.unwrap_or(now).max(now + patience / 2) + each;
        if turn > now + LONGEST {
            return Some(LONGEST / 2 + LONGEST.mul_f64(f64::from(random) / f64::from(u32::MAX) / 2.0));
        }
        if state.turns.len() >= TURNS {
            state.turns.retain(|_, turn| *turn > now);
        }
        state.last = Some(turn);
        state.turns.insert(id, turn);
        Some(turn - now + Duration::from_millis(u64::from(random % SPREAD_MS)))
    }
}

impl super::Db {
    /// How long an operation should stay away, when so many writes wait that it would wait longer than `patience`.
    /// Who comes back with the same id when told to is let in.
    pub fn turn(&self, id: Uuid, patience: Duration, random: u32) -> Option<Duration> {
        self.0.writer.pace.turn(id, self.writes_waiting(), patience, Instant::now(), random)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cmp::Reverse;
    use std::collections::BinaryHeap;

    const PATIENCE: Duration = Duration::from_secs(2);

    /// A server that takes so many a second, and phones that do as they are told. When each was in, in milliseconds,
    /// and how often it was turned away.
    fn rush(phones: u32, per_second: u32) -> Vec<(u64, u32)> {
        let pace = Pace::default();
        for _ in 0..100 {
            pace.measure(per_second as usize, Duration::from_secs(1));
        }
        let began = Instant::now();
        let mut coming: BinaryHeap<Reverse<(u64, u32)>> =
            (0..phones).map(|phone| Reverse((0, phone))).collect();
        let mut queue = std::collections::VecDeque::new();
        let mut told = vec![(0, 0); phones as usize];
        let mut done = 0;
        for millis in 0.. {
            while let Some(Reverse((at, phone))) = coming.peek().copied() {
                if at > millis {
                    break;
                }
                coming.pop();
                let now = began + Duration::from_millis(millis);
                let random = phone.wrapping_mul(2_654_435_761);
                match pace.turn(Uuid::from_u128(phone.into()), queue.len(), PATIENCE, now, random) {
                    None => queue.push_back(phone),
                    Some(wait) => {
                        told[phone as usize].1 += 1;
                        coming.push(Reverse((millis + wait.as_millis() as u64, phone)));
                    }
                }
            }
            for _ in 0..per_second / 1_000 {
                if let Some(phone) = queue.pop_front() {
                    told[phone as usize].0 = millis;
                    done += 1;
                }
            }
            if done == phones {
                return told;
            }
            assert!(millis < 600_000, "{done} of {phones} are in after ten minutes");
        }
        told
    }

    #[test]
    fn who_fits_is_let_in_at_once() {
        let told = rush(2_000, 1_000);
        assert!(told.iter().all(|(_, turned)| *turned == 0));
    }

    #[test]
    fn a_rush_is_taken_at_the_full_rate_and_nobody_starves() {
        let told = rush(20_000, 1_000);
        let last = told.iter().map(|(at, _)| *at).max().unwrap();
        assert!(last < 22_000, "20 seconds of work took {last} ms");
        assert!(told.iter().all(|(_, turned)| *turned <= 1), "turned away again");
    }

    #[test]
    fn a_rush_beyond_a_minute_is_spread_and_ends() {
        let told = rush(150_000, 1_000);
        let last = told.iter().map(|(at, _)| *at).max().unwrap();
        assert!(last < 225_000, "150 seconds of work took {last} ms");
        assert!(told.iter().all(|(_, turned)| *turned <= 8), "{:?}", told.iter().map(|told| told.1).max());
    }

    #[test]
    fn who_comes_too_early_is_told_the_same_moment() {
        let (pace, now, id) = (Pace::default(), Instant::now(), Uuid::from_u128(1));
        let first = pace.turn(id, 10_000, PATIENCE, now, 0).unwrap();
        assert!(first >= PATIENCE / 2);
        let again = pace.turn(id, 10_000, PATIENCE, now + first / 4, 7).unwrap();
        assert!(again <= first - first / 4);
        assert_eq!(pace.turn(id, 10_000, PATIENCE, now + first, 0), None);
        assert!(pace.turn(id, 10_000, PATIENCE, now + first, 0).is_some(), "a turn is used once");
    }
}
