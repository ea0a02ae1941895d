package io.serai.gateway.boot;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Optional;
import javax.management.NotificationEmitter;

/**
 * Has the old generation collected once it is a third larger than after it was collected last. The serial collector by itself lets it
 * grow to its limit first, and the process never gives back what a crowd of calls has left there.
 */
final class HeapKeeper {

    /** Of the serial collector, the only one that needs it. */
    private static final String POOL = "Tenured Gen";

    /** Bytes below which nothing is collected. */
    private static final long LITTLE = 128L << 20;

    private final MemoryPoolMXBean old;

    private HeapKeeper(MemoryPoolMXBean old) {
        this.old = old;
    }

    /** Does nothing under another collector. */
    static void start() {
        Optional<MemoryPoolMXBean> old = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP
                        && pool.getName().equals(POOL)
                        && pool.isUsageThresholdSupported())
                .findFirst();
        old.ifPresent(pool -> new HeapKeeper(pool).watch());
    }

    private void watch() {
        if (ManagementFactory.getMemoryMXBean() instanceof NotificationEmitter emitter) {
            emitter.addNotificationListener(
                    (notification, none) -> collect(),
                    notification -> MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED.equals(notification.getType()),
                    null);
            waitForMore();
        }
    }

    private void collect() {
        System.gc();
        waitForMore();
    }

    private void waitForMore() {
        MemoryUsage usage = old.getUsage();
        long next = Math.max(LITTLE, usage.getUsed() * 4 / 3);
        old.setUsageThreshold(usage.getMax() < 0 ? next : Math.min(next, usage.getMax()));
    }
}
