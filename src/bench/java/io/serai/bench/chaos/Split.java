package io.serai.bench.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * One node and the others do not reach each other, and both sides are called by who has a budget. The one lives on its share and refuses
 * what goes beyond; after that the budget is counted together again. What is let in beyond the budget is at most that node's share.
 *
 * @param seconds for how long
 * @param budget the model that has one
 * @param worth how many calls it pays for
 */
record Split(int seconds, String budget, int worth) implements Ordeal {

    /** A node's share is at most that part of the budget, and one nano-dollar. */
    private static final int SHARE = 16;

    private static final int WARM_UP = 30;
    /** Each second a node tells what it has used, and gives back what it has beyond its share. */
    private static final int TOLD_SECONDS = 3;

    private static final int CALLERS = 8;
    private static final int PAUSE_MILLIS = 50;
    private static final int REUNION_SECONDS = 90;

    @Override
    public List<String> befall(Fleet fleet) throws InterruptedException {
        String model = Answers.budgeted(budget);
        // So that each node has a share.
        long admitted = count(Crowd.call(fleet, model, WARM_UP));
        TimeUnit.SECONDS.sleep(TOLD_SECONDS);
        Node lonely = fleet.any();
        Fleet.say(
                "%s does not reach the others for %d s, after %d calls",
                lonely, seconds, fleet.calls().made());
        fleet.network().split(lonely.index());
        List<Map<Integer, Long>> sides = callBothSides(fleet, model, lonely);
        int last = fleet.calls().make(lonely, model);
        fleet.network().heal();
        admitted += count(sides.get(0)) + count(sides.get(1)) + (last == Calls.OK ? 1 : 0);
        Fleet.say(
                "while it was alone it said %s, the others %s: %d calls were let in for %d",
                sides.get(0), sides.get(1), admitted, worth);
        List<String> findings = new ArrayList<>();
        if (last != Calls.AWAY) {
            findings.add(lonely + " answered " + last + " and not 503 once its share was used up");
        }
        admitted += useUp(fleet, model, worth - admitted);
        int afterwards = fleet.calls().make(lonely, model);
        if (admitted < worth || admitted > worth + share()) {
            findings.add(admitted + " calls were let in, not " + worth + " and at most a node's share, " + share()
                    + ", more");
        }
        if (afterwards != Calls.NOTHING_LEFT) {
            findings.add("in the end " + lonely + " answered " + afterwards + " and not 429");
        }
        return findings;
    }

    private int share() {
        return worth / SHARE + 1;
    }

    private List<Map<Integer, Long>> callBothSides(Fleet fleet, String model, Node lonely) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        List<Node> others =
                fleet.nodes().stream().filter(node -> node != lonely).toList();
        Map<Integer, Long> alone = new ConcurrentSkipListMap<>();
        Map<Integer, Long> together = new ConcurrentSkipListMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                callers.add(threads.submit(() -> callUntil(fleet, List.of(lonely), model, until, alone)));
                callers.add(threads.submit(() -> callUntil(fleet, others, model, until, together)));
            }
            for (Future<?> caller : callers) {
                caller.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return List.of(alone, together);
    }

    /** Says nothing: a task that can fail has to have a result. */
    private static Void callUntil(Fleet fleet, List<Node> nodes, String model, long until, Map<Integer, Long> statuses)
            throws InterruptedException {
        for (int i = 0; System.nanoTime() < until; i++) {
            statuses.merge(fleet.calls().make(nodes.get(i % nodes.size()), model), 1L, Long::sum);
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return null;
    }

    /** Calls until what is left is used up, and says how much was let in: all have to count together again for that. */
    private static long useUp(Fleet fleet, String model, long left) throws InterruptedException {
        long begun = System.nanoTime();
        long admitted = 0;
        Map<Integer, Long> statuses = new TreeMap<>();
        do {
            statuses = Crowd.call(fleet, model, WARM_UP);
            admitted += count(statuses);
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } while ((admitted < left || statuses.getOrDefault(Calls.NOTHING_LEFT, 0L) < WARM_UP)
                && System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(REUNION_SECONDS));
        Fleet.say(
                "together again %d more were let in, after %d s the nodes said %s",
                admitted, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun), statuses);
        return admitted;
    }

    private static long count(Map<Integer, Long> statuses) {
        return statuses.getOrDefault(Calls.OK, 0L);
    }
}
