package io.serai.processors.routing;

/** The fewest calls under way for its weight. Exact: of callers that choose at the same time each sees those before it. */
final class LeastBusy implements Strategy {

    @Override
    public int begin(Targets targets, long open, Wish wish) {
        while (true) {
            int best = -1;
            int seen = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int i = Targets.next(open, 0); i < Targets.MOST; i = Targets.next(open, i + 1)) {
                int running = targets.standing(i).running();
                double load = (running + 1.0) / Math.max(targets.target(i).weight(), Double.MIN_NORMAL);
                if (load < least || best < 0) {
                    best = i;
                    seen = running;
                    least = load;
                }
            }
            if (targets.standing(best).begin(seen)) {
                return best;
            }
        }
    }
}
