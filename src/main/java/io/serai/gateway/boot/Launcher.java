package io.serai.gateway.boot;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/** {@code ./serai run}: starts a gateway, says where it is, and takes it down in order when told to. */
public final class Launcher {

    private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);

    private Launcher() {}

    public static void main(String[] arguments) {
        long begun = System.nanoTime();
        try {
            Gateway gateway = Gateway.start(arguments);
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            System.out.println(Banner.of(gateway, took));
            awaitSignal();
            stop(gateway);
            System.exit(0);
        } catch (StartException e) {
            System.err.println("serai: " + e.getMessage());
            System.exit(1);
        } catch (Exception | LinkageError e) {
            LOG.error("The gateway can't start", e);
            System.err.println("serai: the gateway can't start: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void stop(Gateway gateway) throws Exception {
        System.out.println("Draining: no new requests, running answers go on for at most "
                + gateway.server().settings().timeouts().drain().toSeconds() + " s. Ctrl-C again ends at once.");
        int left = gateway.drain();
        if (left > 0) {
            System.out.println("Time is up: " + left + " answers are cut.");
        }
        gateway.close();
    }

    /** The first signal ends the waiting, the second ends the process. */
    private static void awaitSignal() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        for (String name : new String[] {"INT", "TERM"}) {
            Signal.handle(new Signal(name), signal -> {
                if (asked.getCount() == 0) {
                    Runtime.getRuntime().halt(128 + signal.getNumber());
                }
                asked.countDown();
            });
        }
        asked.await();
    }
}
