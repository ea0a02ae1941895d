package io.serai.processors.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.util.ArrayList;
import java.util.List;

/** Real members that find each other over TCP on this machine, several in one process or one in each of several. */
final class LoopbackCluster implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final List<HazelcastInstance> members = new ArrayList<>();

    LoopbackCluster(int size) {
        List<Integer> ports = FreePorts.of(size);
        for (int port : ports) {
            members.add(member("test-" + ports.get(0), port, ports, 1));
        }
    }

    HazelcastInstance member(int index) {
        return members.get(index);
    }

    /** One member of a cluster. */
    static HazelcastInstance member(String cluster, int port, List<Integer> ports, int minimum) {
        Config config = new Config();
        config.setClusterName(cluster);
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "none");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.setProperty("hazelcast.partition.count", "11");
        config.setProperty("hazelcast.operation.thread.count", "2");
        config.setProperty("hazelcast.operation.generic.thread.count", "2");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        config.setProperty("hazelcast.operation.call.timeout.millis", "5000");
        config.getNetworkConfig().setPort(port).setPortAutoIncrement(false).setPublicAddress(HOST + ":" + port);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface(HOST);
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true);
        ports.forEach(each -> join.getTcpIpConfig().addMember(HOST + ":" + each));
        ClusterMaps.configure(config, minimum, 16L << 20);
        ClusterMaps.configureCache(config, 16L << 20);
        return Hazelcast.newHazelcastInstance(config);
    }

    @Override
    public void close() {
        members.forEach(member -> member.getLifecycleService().terminate());
    }
}
