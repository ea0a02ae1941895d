package io.serai.processors.routing;

/**
 * The same target for the same caller, shared out by weight: rendezvous hashing, by which a target that rests or goes moves its own callers
 * only. Calls that say nothing to stick to are shared out in turn.
 */
final class Sticky implements Strategy {

    private final Strategy otherwise = new RoundRobin();

    @Override
    public int begin(Targets targets, long open, Wish wish) {
        if (wish.stickyTo() == null) {
            return otherwise.begin(targets, open, wish);
        }
        int chosen = highest(targets, open, wish.stickyTo());
        targets.standing(chosen).begin();
        return chosen;
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
        long hash = mixed(target.name().hashCode() * 0x9E3779B97F4A7C15L ^ hash(key));
        double u = ((hash >>> 11) + 0.5) * 0x1p-53;
        return target.weight() / -Math.log(u);
    }

    private static long hash(String key) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x100000001B3L;
        }
        return hash;
    }

    /** The finisher of SplitMix64: each bit of the input changes half of those of the output. */
    private static long mixed(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
