package io.serai.processors.routing;

/**
 * The same target for the same caller, shared out by weight: rendezvous hashing, by which a target that rests or goes moves its own callers
 * only. Calls that say nothing to stick to are shared out in turn.
 */
final class Sticky implements Foreseeable {

    private final RoundRobin otherwise = new RoundRobin();

    @Override
    public int begin(Targets targets, long open, Wish wish) {
        if (wish.stickyTo() == null) {
            return otherwise.begin(targets, open, wish);
        }
        int chosen = highest(targets, open, wish.stickyTo());
        targets.standing(chosen).begin();
        return chosen;
    }

    @Override
    public int next(Targets targets, long open, Wish wish) {
        return wish.stickyTo() == null ? otherwise.next(targets, open, wish) : highest(targets, open, wish.stickyTo());
    }

    private static int highest(Targets targets, long open, String key) {
        int best = Targets.next(open, 0);
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = best; i < Targets.MOST; i = Targets.next(open, i + 1)) {
            double score = score(targets.target(i), key);
            if (score > highest) {
                best = i;
                highest = score;
            }
        }
        return best;
    }

    /** {@code -weight / ln(u)} of a hash u in (0, 1): the highest of them falls to each target as often as its weight says. */
    private static double score(Target target, String key) {
        return target.weight() / -Math.log(Hashing.unit(target.name(), key));
    }
}
