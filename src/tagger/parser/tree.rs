//! The best tree: every token picks its best head, and where that makes a ring, the ring is opened where it costs
//! least (Chu-Liu and Edmonds).

/// Scores beyond this are taken for this.
const MOST: f64 = 1e4;
/// Taken from every arc of the root, so that the best tree has as few of them as there can be: one.
const ONE_ROOT: f64 = 1e9;

/// How well every node would do as the head of every other. Node 0 is the root, token `i` of the sentence node `i + 1`.
#[derive(Clone, Debug)]
pub(super) struct Arcs {
    nodes: usize,
    // By child, then head.
    scores: Vec<f64>,
}

impl Arcs {
    /// All arcs of that many tokens, equally good.
    pub(super) fn new(tokens: usize) -> Self {
        Self { nodes: tokens + 1, scores: vec![0.0; (tokens + 1) * (tokens + 1)] }
    }

    /// The scores of all heads of a node.
    pub(super) fn of(&mut self, child: usize) -> &mut [f64] {
        &mut self.scores[child * self.nodes..][..self.nodes]
    }

    fn get(&self, child: usize, head: usize) -> f64 {
        self.scores[child * self.nodes + head]
    }

    /// The head of every node in the tree with the highest sum of scores among those with one child of the root.
    /// What stands at 0 means nothing.
    pub(super) fn heads(mut self) -> Vec<usize> {
        for child in 1..self.nodes {
            let scores = self.of(child);
            for score in &mut *scores {
                *score = if score.is_nan() { 0.0 } else { score.clamp(-MOST, MOST) };
            }
            scores[0] -= ONE_ROOT;
        }
        self.best()
    }

    /// The best tree, however many children the root has. At most half as deep as there are nodes.
    fn best(&self) -> Vec<usize> {
        let mut greedy = vec![0; self.nodes];
        for (child, head) in greedy.iter_mut().enumerate().skip(1) {
            let others = (0..self.nodes).filter(|&other| other != child);
            *head = others.max_by(|&a, &b| self.get(child, a).total_cmp(&self.get(child, b))).unwrap_or(0);
        }
        let Some(ring) = ring(&greedy) else { return greedy };
        // The ring becomes one node, the last; an arc into it is worth what it gains over the one it replaces.
        let is_in = |node: &usize| ring.contains(node);
        let rest: Vec<usize> = (0..self.nodes).filter(|node| !is_in(node)).collect();
        let mut small = Self::new(rest.len());
        let gain = |head: usize, child: usize| self.get(child, head) - self.get(child, greedy[child]);
        let into = |head: usize| ring.iter().copied().max_by(|&a, &b| gain(head, a).total_cmp(&gain(head, b)));
        let out_of =
            |child: usize| ring.iter().copied().max_by(|&a, &b| self.get(child, a).total_cmp(&self.get(child, b)));
        for (i, &node) in rest.iter().enumerate() {
            let scores = small.of(i);
            for (score, &head) in scores.iter_mut().zip(&rest) {
                *score = self.get(node, head);
            }
            scores[rest.len()] = out_of(node).map_or(0.0, |head| self.get(node, head));
            small.of(rest.len())[i] = into(node).map_or(0.0, |child| gain(node, child));
        }
        let chosen = small.best();
        let mut heads = greedy.clone();
        for (&node, &head) in rest.iter().zip(&chosen) {
            heads[node] = rest.get(head).copied().or_else(|| out_of(node)).unwrap_or(0);
        }
        let entered_from = rest[chosen[rest.len()]];
        if let Some(child) = into(entered_from) {
            heads[child] = entered_from;
        }
        heads
    }
}

/// Nodes that are one another's heads in a ring, if there are any.
fn ring(heads: &[usize]) -> Option<Vec<usize>> {
    // The walk on which each node was first met; node 0 ends every walk.
    let mut met = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut node = start;
        while node != 0 && met[node] == 0 {
            met[node] = start;
            node = heads[node];
        }
        if node != 0 && met[node] == start {
            let mut ring = vec![node];
            let mut next = heads[node];
            while next != node {
                ring.push(next);
                next = heads[next];
            }
            return Some(ring);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn arcs(tokens: usize, scores: &[f64]) -> Arcs {
        let mut arcs = Arcs::new(tokens);
        for (child, scores) in (1..=tokens).zip(scores.chunks(tokens + 1)) {
            arcs.of(child).copy_from_slice(scores);
        }
        arcs
    }

    /// Sum of the scores, or None where it is no tree with one child of the root.
    fn worth(arcs: &Arcs, heads: &[usize]) -> Option<f64> {
        let children = heads[1..].iter().filter(|head| **head == 0).count();
        let own = (1..heads.len()).any(|node| heads[node] == node);
        (children == 1 && !own && ring(heads).is_none())
            .then(|| (1..heads.len()).map(|node| arcs.get(node, heads[node])).sum())
    }

    /// The best of all trees, by trying every one.
    fn tried(arcs: &Arcs) -> f64 {
        let (nodes, mut heads, mut best) = (arcs.nodes, vec![0; arcs.nodes], f64::NEG_INFINITY);
        for mut number in 0..nodes.pow(nodes as u32 - 1) {
            for head in &mut heads[1..] {
                *head = number % nodes;
                number /= nodes;
            }
            best = worth(arcs, &heads).map_or(best, |worth| worth.max(best));
        }
        best
    }

    #[test]
    fn small_trees() {
        let table: [(&str, &[f64], &[usize]); 4] = [
            ("no choice", &[0., 0.], &[0]),
            ("everyone gets the head wanted most", &[9., 0., 0., 0., 9., 0.], &[0, 1]),
            ("two want each other: the cheaper opening", &[3., 0., 9., 1., 9., 0.], &[0, 1]),
            ("two want the root: one gets it", &[9., 0., 1., 9., 2., 0.], &[0, 1]),
        ];
        for (what, scores, heads) in table {
            assert_eq!(arcs(heads.len(), scores).heads()[1..], *heads, "{what}");
        }
        assert_eq!(Arcs::new(0).heads(), [0], "no token, no head");
    }

    proptest! {
        #[test]
        fn no_tree_is_better(
            (tokens, scores) in (1_usize..6).prop_flat_map(|tokens| {
                (Just(tokens), prop::collection::vec(-4.0_f64..4.0, tokens * (tokens + 1)))
            })
        ) {
            let arcs = arcs(tokens, &scores);
            let found = worth(&arcs, &arcs.clone().heads());
            prop_assert!(found.is_some_and(|found| (found - tried(&arcs)).abs() < 1e-3), "{found:?}");
        }

        #[test]
        fn whatever_the_scores_it_is_a_tree(
            (tokens, scores) in (1_usize..40).prop_flat_map(|tokens| {
                let score = prop_oneof![Just(0.0), Just(1.0), Just(f64::NAN), Just(f64::INFINITY), Just(-1e30), -9.0_f64..9.0];
                (Just(tokens), prop::collection::vec(score, tokens * (tokens + 1)))
            })
        ) {
            let arcs = arcs(tokens, &scores);
            let heads = arcs.clone().heads();
            prop_assert!(ring(&heads).is_none() && heads[1..].iter().all(|head| *head <= tokens), "{heads:?}");
        }
    }
}
