package io.serai.gateway.boot;

import java.lang.management.ManagementFactory;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * How many threads carry the virtual ones. Half of the cores, beside the event loops that have the other half: threads that are not there
 * do not wake each other. Should a route compute for so long that others wait for a carrier, all cores carry, until that is over. A
 * virtual thread that does nothing finds out.
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

    private final MBeanServer server;
    private final ObjectName scheduler;
    private volatile boolean carried = true;
    private int carriers;
    private int calm;

    private Carriers(MBeanServer server, ObjectName scheduler) {
        this.server = server;
        this.scheduler = scheduler;
    }

    /** Watches for as long as the process lives. */
    static void watch() {
        try {
            ObjectName scheduler = new ObjectName("jdk.management:type=VirtualThreadScheduler");
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            if (server.isRegistered(scheduler)) {
                Carriers carriers = new Carriers(server, scheduler);
                carriers.set(FEW);
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
        if (!carried && carriers != ALL) {
            set(ALL);
        } else if (calm > CALM && carriers != FEW) {
            set(FEW);
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
