package io.serai.processors.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MaxSizePolicy;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.config.SplitBrainProtectionConfig;
import com.hazelcast.spi.merge.PutIfAbsentMergePolicy;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionOn;

/** What the cluster's data structures are called and how they are kept. To be told to Hazelcast before it starts. */
public final class ClusterMaps {

    /** Limits by id and subject: {@link LimitState}. */
    public static final String LIMITS = "serai-limits";
    /** Answers to requests with an idempotency key, encrypted. */
    public static final String ANSWERS = "serai-answers";
    /** Which node makes the call for an idempotency key. */
    public static final String CLAIMS = "serai-claims";
    /** Stored responses, encrypted. */
    public static final String RESPONSES = "serai-responses";
    /** Topic: what has changed. */
    public static final String EVENTS = "serai-events";
    /** Topic: how targets stand. */
    public static final String STANDINGS = "serai-standings";

    /** Answers of the cache, encrypted behind a head in clear. */
    public static final String CACHE = "serai-cache";
    /** Notes on these, encrypted. */
    public static final String CACHE_NOTES = "serai-cache-notes";
    /** Which node makes the call for a key of the cache. */
    public static final String FLIGHTS = "serai-flights";

    static final String RECALLS = "serai-recalls";
    /** Executor: what nodes ask each other about their caches. */
    static final String CACHE_TASKS = "serai-cache-tasks";
    /** Executor: answers on their way from one node to another. */
    static final String FLIGHT_TASKS = "serai-flight-tasks";

    private static final String MAJORITY = "serai-majority";
    private static final int RECALL_THREADS = 8;
    private static final int CACHE_THREADS = 2;
    private static final int FLIGHT_THREADS = 4;

    private ClusterMaps() {}

    /**
     * Adds them to a configuration.
     *
     * @param minimum how many nodes must see each other for limits to be counted; 1 for no protection from a cluster that is split
     * @param valueBytes how much memory of one node encrypted values may take, in all
     */
    public static void configure(Config config, int minimum, long valueBytes) {
        config.getSerializationConfig().addDataSerializableFactory(ClusterTypes.FACTORY, new ClusterTypes());
        config.addSplitBrainProtectionConfig(new SplitBrainProtectionConfig(MAJORITY, minimum > 1, Math.max(2, minimum))
                .setProtectOn(SplitBrainProtectionOn.READ_WRITE));
        config.addMapConfig(map(LIMITS, LimitMerge.class).setSplitBrainProtectionName(MAJORITY));
        config.addMapConfig(map(CLAIMS, PutIfAbsentMergePolicy.class));
        config.addMapConfig(bounded(map(ANSWERS, PutIfAbsentMergePolicy.class), valueBytes / 2));
        config.addMapConfig(bounded(map(RESPONSES, PutIfAbsentMergePolicy.class), valueBytes / 2));
        config.getExecutorConfig(RECALLS).setPoolSize(RECALL_THREADS);
    }

    /**
     * Adds what the answer cache needs.
     *
     * @param bytes how much memory of one node kept answers and notes may take, copies for other nodes included
     */
    public static void configureCache(Config config, long bytes) {
        // Counted, for operators; and the size in bytes is told no other way.
        config.addMapConfig(
                bounded(map(CACHE, PutIfAbsentMergePolicy.class), bytes / 4 * 3).setStatisticsEnabled(true));
        config.addMapConfig(bounded(map(CACHE_NOTES, PutIfAbsentMergePolicy.class), bytes / 4));
        // A claim that is lost with its node costs one more call; a copy of each would cost every call a hop.
        config.addMapConfig(map(FLIGHTS, PutIfAbsentMergePolicy.class).setBackupCount(0));
        config.getExecutorConfig(CACHE_TASKS).setPoolSize(CACHE_THREADS);
        config.getExecutorConfig(FLIGHT_TASKS).setPoolSize(FLIGHT_THREADS);
    }

    /** How many nodes must see each other for limits to be counted; 1 where nothing is asked. */
    static int minimum(Config config) {
        SplitBrainProtectionConfig majority = config.getSplitBrainProtectionConfig(MAJORITY);
        return majority.isEnabled() ? majority.getMinimumClusterSize() : 1;
    }

    private static MapConfig map(String name, Class<?> merge) {
        return new MapConfig(name)
                .setBackupCount(1)
                .setAsyncBackupCount(0)
                .setInMemoryFormat(InMemoryFormat.BINARY)
                .setStatisticsEnabled(false)
                .setMergePolicyConfig(new MergePolicyConfig().setPolicy(merge.getName()));
    }

    private static MapConfig bounded(MapConfig map, long bytes) {
        int megabytes = (int) Math.max(1, bytes >> 20);
        return map.setEvictionConfig(new EvictionConfig()
                .setEvictionPolicy(EvictionPolicy.LRU)
                .setMaxSizePolicy(MaxSizePolicy.USED_HEAP_SIZE)
                .setSize(megabytes));
    }
}
