//! The figures of the report, each of which opens the records behind it.

use super::{Figures, Line};
use serde::{Deserialize, Serialize};

/// A figure: what is counted, from opening to closing, and what was aimed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// Members when the month began.
    Opening,
    /// Members taken in.
    Joined,
    /// Of them women.
    Women,
    /// Of them migrant workers.
    Migrants,
    /// Of them filed with the superior.
    Filed,
    /// Transferred in.
    TransferredIn,
    /// Transferred out.
    TransferredOut,
    /// Resigned.
    Resigned,
    /// Retained.
    Retained,
    /// Expelled.
    Expelled,
    /// What adjustments of closed months come to.
    Adjusted,
    /// Members when the month ended.
    Closing,
    /// Unions founded.
    UnionsFounded,
    /// Employers covered anew.
    EmployersCovered,
    /// Members to take in; none without a target.
    Target,
}

impl Figure {
    /// All of them, in the order of the report.
    pub const ALL: [Figure; 15] = [
        Figure::Opening,
        Figure::Joined,
        Figure::Women,
        Figure::Migrants,
        Figure::Filed,
        Figure::TransferredIn,
        Figure::TransferredOut,
        Figure::Resigned,
        Figure::Retained,
        Figure::Expelled,
        Figure::Adjusted,
        Figure::Closing,
        Figure::UnionsFounded,
        Figure::EmployersCovered,
        Figure::Target,
    ];

    /// The line whose records it counts; none for what comes of several months, of adjustments or of a target.
    pub fn line(self) -> Option<Line> {
        match self {
            Figure::Joined | Figure::Women | Figure::Migrants | Figure::Filed => Some(Line::Joined),
            Figure::TransferredIn => Some(Line::TransferredIn),
            Figure::TransferredOut => Some(Line::TransferredOut),
            Figure::Resigned => Some(Line::Resigned),
            Figure::Retained => Some(Line::Retained),
            Figure::Expelled => Some(Line::Expelled),
            Figure::UnionsFounded => Some(Line::UnionsFounded),
            Figure::EmployersCovered => Some(Line::EmployersCovered),
            Figure::Opening | Figure::Adjusted | Figure::Closing | Figure::Target => None,
        }
    }
}

impl Figures {
    /// What a figure comes to.
    pub fn of(&self, figure: Figure) -> i64 {
        i64::from(match figure {
            Figure::Opening => return self.opening,
            Figure::Closing => return self.closing,
            Figure::Adjusted => return self.adjusted_in - self.adjusted_out,
            Figure::Joined => self.joined,
            Figure::Women => self.women,
            Figure::Migrants => self.migrants,
            Figure::Filed => self.filed,
            Figure::TransferredIn => self.transferred_in,
            Figure::TransferredOut => self.transferred_out,
            Figure::Resigned => self.resigned,
            Figure::Retained => self.retained,
            Figure::Expelled => self.expelled,
            Figure::UnionsFounded => self.unions_founded,
            Figure::EmployersCovered => self.employers_covered,
            Figure::Target => self.target.unwrap_or(0),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closing_is_the_opening_and_what_the_lines_moved() {
        let figures = Figures {
            opening: 100,
            joined: 9,
            women: 4,
            transferred_in: 2,
            resigned: 3,
            adjusted_in: 1,
            adjusted_out: 4,
            closing: 105,
            ..Figures::default()
        };
        let moved: i64 = Line::MOVING
            .into_iter()
            .map(|line| {
                let figure = Figure::ALL.into_iter().find(|one| one.line() == Some(line));
                figure.map_or(0, |figure| line.counts() * figures.of(figure))
            })
            .sum();
        let (opening, adjusted) = (figures.of(Figure::Opening), figures.of(Figure::Adjusted));
        assert_eq!(opening + moved + adjusted, figures.of(Figure::Closing));
        assert!(figures.balances());
        assert_eq!(figures.of(Figure::Women), 4);
    }
}
