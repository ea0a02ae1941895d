package io.serai.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.gateway.settings.SettingsReader;
import io.serai.gateway.settings.StartException;
import io.serai.processors.cluster.PoolSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterSettingsTest {

    private static ClusterSettings read(String... keysAndValues) {
        Map<String, SettingsReader.Found> table = new TreeMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            table.put(keysAndValues[i], new SettingsReader.Found(keysAndValues[i + 1], "test"));
        }
        SettingsReader in = new SettingsReader(table);
        ClusterSettings settings = ClusterSettings.read(in);
        in.refuseRest();
        return settings;
    }

    @Test
    void read_nothingSet_standsAlone() {
        assertThat(read()).isEqualTo(ClusterSettings.ALONE);
        assertThat(read().join()).isEqualTo(new Join.None());
    }

    @Test
    void read_everythingSet_isAsSet() {
        ClusterSettings settings = read(
                "cluster.join", "tcp:10.0.0.1, 10.0.0.2:5800,10.0.0.3",
                "cluster.name", "blue",
                "cluster.host", "10.0.0.*",
                "cluster.port", "5900",
                "cluster.minimum", "3",
                "cluster.memory", "64MiB",
                "cluster.silence", "4s",
                "cluster.patience", "2s",
                "cluster.lease", "5s");

        assertThat(settings)
                .isEqualTo(new ClusterSettings(
                        new Join.Tcp(List.of("10.0.0.1", "10.0.0.2:5800", "10.0.0.3")),
                        "blue",
                        "10.0.0.*",
                        5900,
                        3,
                        64L << 20,
                        Duration.ofSeconds(4),
                        new PoolSettings(Duration.ofSeconds(2), Duration.ofSeconds(5), PoolSettings.DEFAULT.fresh())));
    }

    @Test
    void read_otherWaysToJoin_areUnderstood() {
        String host = "10.0.0.1";
        assertThat(read("cluster.join", "multicast", "cluster.host", host).join())
                .isEqualTo(new Join.Multicast(Join.USUAL_GROUP));
        assertThat(read("cluster.join", "multicast:224.9.9.9", "cluster.host", host)
                        .join())
                .isEqualTo(new Join.Multicast("224.9.9.9"));
        assertThat(read("cluster.join", "kubernetes", "cluster.host", host).join())
                .isEqualTo(new Join.Kubernetes(""));
        assertThat(read("cluster.join", "kubernetes:serai.default.svc.cluster.local", "cluster.host", host)
                        .join())
                .isEqualTo(new Join.Kubernetes("serai.default.svc.cluster.local"));
    }

    @Test
    void read_listOfThreeOrMore_needsMoreThanHalf() {
        assertThat(read("cluster.join", "tcp:127.0.0.1,127.0.0.2").minimum()).isEqualTo(1);
        assertThat(read("cluster.join", "tcp:127.0.0.1,127.0.0.2,127.0.0.3").minimum())
                .isEqualTo(2);
        assertThat(read("cluster.join", "tcp:127.0.0.1,127.0.0.2,127.0.0.3,127.0.0.4")
                        .minimum())
                .isEqualTo(3);
    }

    @Test
    void read_allOnThisMachine_listensOnLoopback() {
        assertThat(read("cluster.join", "tcp:127.0.0.1:5701,localhost:5702").host())
                .isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp:10.0.0.1,10.0.0.2", "multicast", "kubernetes"})
    void read_othersElsewhereAndNoHost_isRefused(String join) {
        assertThatThrownBy(() -> read("cluster.join", join))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("serai.cluster.host expected the address of this node");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tcp", "tcp:", "tcp:,", "zookeeper:a", "NONE"})
    void read_unknownWayToJoin_isRefused(String join) {
        assertThatThrownBy(() -> read("cluster.join", join))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("serai.cluster.join expected none, tcp:host1,host2");
    }

    @Test
    void read_noPatienceAtAll_isRefused() {
        assertThatThrownBy(() -> read("cluster.patience", "0s")).hasMessageContaining("serai.cluster.patience");
        assertThatThrownBy(() -> read("cluster.silence", "1s")).hasMessageContaining("serai.cluster.silence");
    }
}
