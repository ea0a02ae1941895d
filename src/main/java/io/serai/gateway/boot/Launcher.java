package io.serai.gateway.boot;

import io.serai.gateway.settings.StartException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code ./serai run}: starts a gateway, says where it is, and takes it down in order when told to. */
public final class Launcher {

    private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);

    private Launcher() {}

    public static void main(String[] arguments) {
        long begun = System.nanoTime();
        HeapKeeper.start();
        try {
            Gateway gateway = Gateway.start(arguments);
            Carriers.watch(gateway::running);
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            System.out.println(Banner.of(gateway, took));
            Signals.await();
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
}
