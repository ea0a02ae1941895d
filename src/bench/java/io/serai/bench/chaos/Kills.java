package io.serai.bench.chaos;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Nodes are killed, one after the other, and started again.
 *
 * @param times how often
 * @param everySeconds pause before each
 */
record Kills(int times, int everySeconds) implements Ordeal {

    @Override
    public List<String> befall(Fleet fleet) throws InterruptedException {
        for (int kill = 1; kill <= times; kill++) {
            TimeUnit.SECONDS.sleep(everySeconds);
            Node node = fleet.any();
            node.kill();
            Fleet.say(
                    "kill %d of %d: %s, after %d calls",
                    kill, times, node, fleet.calls().made());
            node.restart();
            fleet.awaitServing(node);
        }
        return List.of();
    }
}
