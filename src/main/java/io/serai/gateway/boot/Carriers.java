package io.serai.gateway.boot;

import java.lang.management.ManagementFactory;
import java.util.function.IntSupplier;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * How many threads carry the virtual ones. All cores while there are few requests, for whom it is the wait that counts. Half of them while
 * there are many, beside the event loops that have the other half: threads that are not there do not wake each other. Should a route
 * compute for so long that others wait for a carrier, all cores carry, until that is over. A virtual thread that does nothing finds out.
 *
 * <p>Before Java 24 nobody can be asked to change it ({@code jdk.management.VirtualThreadSchedulerMXBean}); there all cores carry.
 */
final class Carriers implements Runnable {

    /** A carrier that does not come round for so long is held up. */
    private static final long PATIENCE_MILLIS = 20;

    /** Rounds without anybody waiting after which half of the cores are enough again. */
    private static final int CALM = 50;

    private static final int ALL = Runtime.getRuntime().availableProcessors();
    private static final int FEW = Math.max(1, ALL / 2);

    /** Requests at a time from which on they are many: each core has a queue of them anyway. */
    private static final int MANY = 16 * ALL;

    private final MBeanServer server;
    private final ObjectName scheduler;
    private final IntSupplier requests;
    private volatile boolean carried = true;
    private int carriers = ALL;
    private int calm;

    private Carriers(MBeanServer server, ObjectName scheduler, IntSupplier requests) {
        this.server = server;
        this.scheduler = scheduler;
        this.requests = requests;
    }

    /**
     * Watches for as long as the process lives.
     *
     * @param requests how many there are at the moment
     */
    static void watch(IntSupplier requests) {
        try {
            ObjectName scheduler = new ObjectName("jdk.management:type=VirtualThreadScheduler");
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            if (server.isRegistered(scheduler)) {
                Carriers carriers = new Carriers(server, scheduler, requests);
                Thread.ofPlatform().daemon().name("serai-carriers").start(carriers);
            }
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void run() {
        try {
            while (true) {
                carried = false;
                Thread.startVirtualThread(() -> carried = true);
                Thread.sleep(PATIENCE_MILLIS);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        calm = carried ? calm + 1 : 0;
        boolean few = requests.getAsInt() >= MANY && (carriers == FEW ? calm > 0 : calm > CALM);
        int wanted = few ? FEW : ALL;
        if (wanted != carriers) {
            set(wanted);
        }
    }

    private void set(int count) {
        try {
            server.setAttribute(scheduler, new Attribute("Parallelism", count));
            carriers = count;
        } catch (JMException e) {
            throw new IllegalStateException("The scheduler of virtual threads can't be told", e);
        }
    }
}
