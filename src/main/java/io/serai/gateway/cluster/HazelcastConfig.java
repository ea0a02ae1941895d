package io.serai.gateway.cluster;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.KubernetesConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import io.serai.processors.cluster.ClusterMaps;
import java.util.Map;

/**
 * What Hazelcast is told. It takes part with few threads and serves nothing but other members: no clients, no REST, no memcache, no
 * scripts, no JMX, no Jet, no calls home.
 */
final class HazelcastConfig {

    /** Under which attribute a member says its release. */
    static final String VERSION = "serai.version";

    /** Nodes of one cluster must agree on it: part of the format. Few limits are hot; more partitions cost memory and a slower start. */
    private static final int PARTITIONS = 31;

    private static final Map<String, String> PROPERTIES = Map.ofEntries(
            Map.entry("hazelcast.phone.home.enabled", "false"),
            Map.entry("hazelcast.logging.type", "slf4j"),
            Map.entry("hazelcast.jmx", "false"),
            // The gateway ends it, once it has drained.
            Map.entry("hazelcast.shutdownhook.enabled", "false"),
            Map.entry("hazelcast.graceful.shutdown.max.wait", "10"),
            Map.entry("hazelcast.partition.count", String.valueOf(PARTITIONS)),
            Map.entry("hazelcast.operation.thread.count", "2"),
            Map.entry("hazelcast.operation.generic.thread.count", "2"),
            Map.entry("hazelcast.operation.response.thread.count", "1"),
            Map.entry("hazelcast.io.input.thread.count", "1"),
            Map.entry("hazelcast.io.output.thread.count", "1"),
            Map.entry("hazelcast.event.thread.count", "1"),
            Map.entry("hazelcast.clientengine.thread.count", "1"),
            Map.entry("hazelcast.clientengine.query.thread.count", "1"),
            Map.entry("hazelcast.clientengine.blocking.thread.count", "1"),
            // Only on the address that was given.
            Map.entry("hazelcast.socket.bind.any", "false"),
            // Else the first node of all waits five seconds for others.
            Map.entry("hazelcast.wait.seconds.before.join", "1"),
            Map.entry("hazelcast.operation.call.timeout.millis", "5000"),
            // Halves of a cluster that was split look for each other so often; Hazelcast's own five minutes are long to
            // be half.
            Map.entry("hazelcast.merge.first.run.delay.seconds", "5"),
            Map.entry("hazelcast.merge.next.run.delay.seconds", "5"));

    private static final long LONGEST_HEARTBEAT_SECONDS = 2;

    private HazelcastConfig() {}

    /**
     * Of one node.
     *
     * @param version of this release, for other nodes to see
     * @param cacheBytes of memory for cached answers
     */
    static Config of(ClusterSettings settings, String version, long cacheBytes) {
        Config config = new Config();
        config.setClusterName(settings.name());
        PROPERTIES.forEach(config::setProperty);
        heartbeats(config, settings.silence().toSeconds());
        config.getMetricsConfig().setEnabled(false);
        config.getJetConfig().setEnabled(false);
        config.getManagementCenterConfig().setScriptingEnabled(false).setConsoleEnabled(false);
        config.getMemberAttributeConfig().setAttribute(VERSION, version);
        config.getSerializationConfig().setJavaSerializationFilterConfig(filter());
        // Records and beans that nobody has described would else be made by reflection, whatever class a message names.
        config.getSerializationConfig().getCompactSerializationConfig().setZeroConfigFilter(nothing());
        network(config.getAdvancedNetworkConfig(), settings);
        ClusterMaps.configure(config, settings.minimum(), settings.memory());
        ClusterMaps.configureCache(config, cacheBytes);
        return config;
    }

    /** A node that hangs is taken for gone after so many seconds; one that is killed at once, as its connections break. */
    private static void heartbeats(Config config, long silence) {
        config.setProperty("hazelcast.max.no.heartbeat.seconds", String.valueOf(silence));
        long interval = Math.min(LONGEST_HEARTBEAT_SECONDS, silence / 2);
        config.setProperty("hazelcast.heartbeat.interval.seconds", String.valueOf(interval));
    }

    /** With an endpoint for members alone: Hazelcast's plain network would let clients in on the same port. */
    private static void network(AdvancedNetworkConfig network, ClusterSettings settings) {
        ServerSocketEndpointConfig members =
                new ServerSocketEndpointConfig().setPort(settings.port()).setPortAutoIncrement(false);
        members.getInterfaces().setEnabled(true).addInterface(settings.host());
        network.setEnabled(true).setMemberEndpointConfig(members);
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(false);
        switch (settings.join()) {
            case Join.None none -> {}
            case Join.Tcp tcp -> {
                join.getTcpIpConfig().setEnabled(true).setConnectionTimeoutSeconds(2);
                tcp.hosts().forEach(host -> join.getTcpIpConfig().addMember(withPort(host, settings.port())));
            }
            case Join.Multicast multicast ->
                join.getMulticastConfig().setEnabled(true).setMulticastGroup(multicast.group());
            case Join.Kubernetes kubernetes -> kubernetes(join.getKubernetesConfig(), kubernetes, settings.port());
        }
    }

    private static void kubernetes(KubernetesConfig config, Join.Kubernetes join, int port) {
        config.setEnabled(true);
        // Else the one port of a pod or service counts, whatever it is for, or Hazelcast's usual one where there are
        // several.
        config.setProperty("service-port", String.valueOf(port));
        if (join.service().contains(".")) {
            // By DNS alone: needs no right to ask the API server.
            config.setProperty("service-dns", join.service());
        } else if (!join.service().isEmpty()) {
            config.setProperty("service-name", join.service());
        }
    }

    private static String withPort(String host, int port) {
        return host.contains(":") ? host : host + ":" + port;
    }

    private static JavaSerializationFilterConfig nothing() {
        // An empty list would stand for no filter at all.
        return new JavaSerializationFilterConfig()
                .setDefaultsDisabled(true)
                .setWhitelist(new ClassFilter().addClasses("none"));
    }

    /**
     * Java's own serialization is used for failures alone, which Hazelcast sends so; all else that nodes tell each other are bytes. Nothing
     * is allowed by its package where that holds anything else.
     */
    private static JavaSerializationFilterConfig filter() {
        ClassFilter allowed = new ClassFilter()
                .addClasses(
                        "java.lang.Throwable",
                        "java.lang.Exception",
                        "java.lang.RuntimeException",
                        "java.lang.Error",
                        "java.lang.IllegalStateException",
                        "java.lang.IllegalArgumentException",
                        "java.lang.NullPointerException",
                        "java.lang.InterruptedException",
                        "java.lang.StackTraceElement",
                        "[Ljava.lang.StackTraceElement;",
                        "java.io.IOException",
                        "java.util.ArrayList",
                        "java.util.Collections$EmptyList",
                        "java.util.Collections$UnmodifiableCollection",
                        "java.util.Collections$UnmodifiableList",
                        "java.util.concurrent.CancellationException",
                        "java.util.concurrent.ExecutionException",
                        "java.util.concurrent.CompletionException",
                        "java.util.concurrent.RejectedExecutionException",
                        "java.util.concurrent.TimeoutException",
                        "io.serai.processors.cluster.FrameException",
                        // What a node is answered that comes or goes at the wrong moment: it would wait in vain for
                        // what it can't read.
                        "com.hazelcast.internal.cluster.impl.ClusterTopologyChangedException",
                        "com.hazelcast.internal.cluster.impl.ConfigMismatchException",
                        "com.hazelcast.internal.cluster.impl.MasterNodeChangedException",
                        "com.hazelcast.internal.cluster.impl.VersionMismatchException",
                        "com.hazelcast.internal.partition.PartitionStateVersionMismatchException",
                        "com.hazelcast.map.ReachedMaxSizeException",
                        "com.hazelcast.map.impl.operation.EntryOffloadableLockMismatchException",
                        "com.hazelcast.partition.NoDataMemberInClusterException",
                        "com.hazelcast.topic.TopicOverloadException")
                .addPackages(
                        "com.hazelcast.core",
                        "com.hazelcast.spi.exception",
                        "com.hazelcast.splitbrainprotection",
                        "com.hazelcast.nio.serialization");
        return new JavaSerializationFilterConfig().setDefaultsDisabled(true).setWhitelist(allowed);
    }
}
