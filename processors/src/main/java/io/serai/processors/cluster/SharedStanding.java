package io.serai.processors.cluster;

import io.serai.api.standing.Cooldown;
import io.serai.api.standing.Standing;
import io.serai.processors.cluster.StandingReport.News;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How a target stands here, and what has been told of it and heard. Told and heard of by one thread at a time. */
final class SharedStanding {

    /** A rest that ends later than was told by no more than this is the same rest, told with the network's delay. */
    private static final Duration SAME = Duration.ofMillis(500);

    final Standing standing = new Standing();

    private final Map<NodeId, Integer> elsewhere = new HashMap<>();
    private int toldRunning;
    private long toldTokens;
    private long toldRestUntil;

    /**
     * What others do not know yet; empty where there is no news.
     *
     * @param whole whether it is told again what was told before, for those who missed it
     * @param now by the clock of standings
     */
    synchronized Optional<News> news(String target, boolean whole, long now) {
        int running = standing.runningHere();
        long tokens = standing.tokensHere() - toldTokens;
        Duration rests = standing.rests(now);
        boolean newRest = !rests.isZero() && now + rests.toNanos() > toldRestUntil + SAME.toNanos();
        boolean again = whole && running != 0;
        if (running == toldRunning && tokens == 0 && !newRest && !again) {
            return Optional.empty();
        }
        toldRunning = running;
        toldTokens += tokens;
        if (newRest) {
            toldRestUntil = now + rests.toNanos();
        }
        return Optional.of(new News(
                target,
                running,
                tokens,
                newRest ? rests : Duration.ZERO,
                newRest ? standing.asksToWait(now) : Duration.ZERO));
    }

    /** Another node tells. */
    synchronized void hear(NodeId node, News news, long now) {
        running(node, news.running());
        if (news.tokens() > 0) {
            standing.observeTokensElsewhere(news.tokens(), now);
        }
        long until = now + news.rests().toNanos();
        if (!news.rests().isZero() && until > now + standing.rests(now).toNanos() + SAME.toNanos()) {
            toldRestUntil = until;
            standing.failed(new Cooldown(1, news.rests()), news.told(), now);
        }
    }

    /** Another node is gone, and its calls with it. */
    synchronized void left(NodeId node) {
        running(node, 0);
    }

    private void running(NodeId node, int calls) {
        if (calls == 0) {
            elsewhere.remove(node);
        } else {
            elsewhere.put(node, calls);
        }
        standing.runningElsewhere(
                elsewhere.values().stream().mapToInt(Integer::intValue).sum());
    }
}
