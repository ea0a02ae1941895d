package io.serai.bench.chaos;

import io.serai.bench.ChildProcess;
import io.serai.bench.Lab;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** One node of the cluster that is killed and started again: its ports and its folder stay the same. */
final class Node {

    private static final Pattern SHOWN_KEY = Pattern.compile("serai_[0-9A-Za-z]{20,}");

    private final Lab lab;
    private final int index;
    private final String command;
    private final int port;
    private volatile ChildProcess process;
    private volatile boolean serving;
    private int starts;

    /** Starts it. */
    Node(Lab lab, int index, String command, int port) {
        this.lab = lab;
        this.index = index;
        this.command = command;
        this.port = port;
        this.process = start();
    }

    int index() {
        return index;
    }

    int port() {
        return port;
    }

    /** Whether it is sent calls. */
    boolean serving() {
        return serving;
    }

    void serving(boolean now) {
        serving = now;
    }

    boolean alive() {
        return process.alive();
    }

    /** The key that the gateway shows when it starts for the first time; empty where it shows none in time. */
    Optional<String> shownKey(Duration patience) throws InterruptedException {
        return process.awaitOutput(SHOWN_KEY, patience);
    }

    String lastWords() {
        return process.lastWords();
    }

    /** By SIGKILL: it has no time to do anything. Clients find out by themselves. */
    void kill() throws InterruptedException {
        process.process().destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        serving = false;
    }

    void restart() {
        process = start();
    }

    private ChildProcess start() {
        starts++;
        return lab.keep(ChildProcess.logged(
                this + "-" + starts, List.of("sh", "-c", "exec " + command), Map.of(), lab.folder()));
    }

    @Override
    public String toString() {
        return "node-" + index;
    }
}
