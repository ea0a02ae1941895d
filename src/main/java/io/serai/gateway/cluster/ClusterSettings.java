package io.serai.gateway.cluster;

import io.serai.gateway.settings.SettingsReader;
import io.serai.processors.cluster.PoolSettings;
import java.time.Duration;
import java.util.List;

/**
 * Settings under {@code serai.cluster.}.
 *
 * @param join how this node finds others
 * @param name of the cluster: nodes of another name are strangers
 * @param host on whose address the others reach this node; may be a pattern such as {@code 10.0.*.*}; empty where it stands alone
 * @param port on which they do
 * @param minimum how many nodes must see each other for shares of limits to be given out
 * @param memory how much of it, in bytes, answers that are kept for all nodes may take on each
 * @param silence after which a node that says nothing is taken for gone, in whole seconds
 * @param pool how shares of limits are dealt with
 */
public record ClusterSettings(
        Join join, String name, String host, int port, int minimum, long memory, Duration silence, PoolSettings pool) {

    private static final int USUAL_PORT = 5701;
    private static final int HIGHEST_PORT = 65_535;
    private static final Duration USUAL_SILENCE = Duration.ofSeconds(15);
    private static final Duration SHORTEST_SILENCE = Duration.ofSeconds(2);
    private static final String LOOPBACK = "127.0.0.1";

    /** Without others. */
    public static final ClusterSettings ALONE = new ClusterSettings(
            new Join.None(), "serai", "", USUAL_PORT, 1, 128L << 20, USUAL_SILENCE, PoolSettings.DEFAULT);

    /** Reads them. */
    public static ClusterSettings read(SettingsReader in) {
        Join join = join(in);
        PoolSettings usual = PoolSettings.DEFAULT;
        return new ClusterSettings(
                join,
                in.text("cluster.name", ALONE.name),
                host(in, join),
                in.integer("cluster.port", USUAL_PORT, 1, HIGHEST_PORT),
                in.count("cluster.minimum", majority(join)),
                in.bytes("cluster.memory", "128MiB"),
                silence(in),
                new PoolSettings(
                        positive(in, "cluster.patience", "1s"), in.duration("cluster.lease", "10s"), usual.fresh()));
    }

    private static Join join(SettingsReader in) {
        String text = in.text("cluster.join", "none").strip();
        try {
            return Join.of(text);
        } catch (IllegalArgumentException e) {
            throw in.wrong(
                    "cluster.join",
                    "expected none, tcp:host1,host2, multicast[:group] or kubernetes[:service], found '" + text + "'");
        }
    }

    /** Nobody must listen by accident where strangers are: the network has no password. */
    private static String host(SettingsReader in, Join join) {
        String host = in.text("cluster.host", "").strip();
        if (!host.isEmpty() || join instanceof Join.None) {
            return host;
        }
        if (join instanceof Join.Tcp tcp && tcp.hosts().stream().allMatch(ClusterSettings::isLoopback)) {
            return LOOPBACK;
        }
        throw in.wrong(
                "cluster.host",
                "expected the address of this node that the others reach, such as 10.0.0.5 or 10.0.*.*, as"
                        + " serai.cluster.join is set");
    }

    private static boolean isLoopback(String host) {
        return host.startsWith("127.") || host.equals("localhost") || host.startsWith("localhost:");
    }

    /** More than half of those that are listed; where nobody knows how many there are, or there are two, no protection. */
    private static int majority(Join join) {
        List<String> listed = join instanceof Join.Tcp tcp ? tcp.hosts() : List.of();
        return listed.size() < 3 ? 1 : listed.size() / 2 + 1;
    }

    private static Duration silence(SettingsReader in) {
        Duration silence = in.duration("cluster.silence", "15s");
        if (silence.compareTo(SHORTEST_SILENCE) < 0) {
            throw in.wrong("cluster.silence", "expected 2s or more");
        }
        return silence;
    }

    private static Duration positive(SettingsReader in, String key, String fallback) {
        Duration duration = in.duration(key, fallback);
        if (duration.isZero()) {
            throw in.wrong(key, "expected more than nothing");
        }
        return duration;
    }
}
