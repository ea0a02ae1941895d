package io.serai.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.JoinConfig;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How nodes find each other, and which classes they take from each other in Java's own serialization. */
class HazelcastConfigTest {

    private static ClassFilter allowed() {
        return HazelcastConfig.of(ClusterSettings.ALONE, "1.2.3", 1 << 20)
                .getSerializationConfig()
                .getJavaSerializationFilterConfig()
                .getWhitelist();
    }

    private static JoinConfig join(String written) {
        ClusterSettings usual = ClusterSettings.ALONE;
        ClusterSettings settings = new ClusterSettings(
                Join.of(written),
                usual.name(),
                "10.0.0.5",
                5800,
                usual.minimum(),
                usual.memory(),
                usual.silence(),
                usual.pool());
        return HazelcastConfig.of(settings, "1.2.3", 1 << 20)
                .getAdvancedNetworkConfig()
                .getJoin();
    }

    @ParameterizedTest
    @CsvSource({
        "none, ''",
        "'tcp:10.0.0.5,10.0.0.6:5900', tcp",
        "multicast, multicast",
        "multicast:224.9.9.9, multicast",
        "kubernetes, kubernetes",
        "kubernetes:serai, kubernetes",
        "kubernetes:serai.default.svc.cluster.local, kubernetes"
    })
    void join_oneWay_isOnAndNoOther(String written, String on) {
        JoinConfig join = join(written);

        Map<String, Boolean> ways = Map.of(
                "tcp", join.getTcpIpConfig().isEnabled(),
                "multicast", join.getMulticastConfig().isEnabled(),
                "kubernetes", join.getKubernetesConfig().isEnabled(),
                "aws", join.getAwsConfig().isEnabled(),
                "gcp", join.getGcpConfig().isEnabled(),
                "azure", join.getAzureConfig().isEnabled(),
                "eureka", join.getEurekaConfig().isEnabled(),
                "any", join.getAutoDetectionConfig().isEnabled());

        assertThat(ways).allSatisfy((way, enabled) -> assertThat(enabled).isEqualTo(way.equals(on)));
        join.verify();
    }

    @Test
    void join_byListOrNetwork_hasItsAddresses() {
        assertThat(join("tcp:10.0.0.5,10.0.0.6:5900").getTcpIpConfig().getMembers())
                .containsExactly("10.0.0.5:5800", "10.0.0.6:5900");
        assertThat(join("multicast:224.9.9.9").getMulticastConfig().getMulticastGroup())
                .isEqualTo("224.9.9.9");
    }

    /** By the names that docs.hazelcast.com/hazelcast/5.7/kubernetes/kubernetes-auto-discovery gives them. */
    @Test
    void join_kubernetes_asksForTheServiceAndThePortOfNodes() {
        assertThat(join("kubernetes").getKubernetesConfig().getProperties())
                .containsExactlyInAnyOrderEntriesOf(Map.of("service-port", "5800"));
        assertThat(join("kubernetes:serai").getKubernetesConfig().getProperties())
                .containsExactlyInAnyOrderEntriesOf(Map.of("service-port", "5800", "service-name", "serai"));
        assertThat(join("kubernetes:serai.a.svc").getKubernetesConfig().getProperties())
                .containsExactlyInAnyOrderEntriesOf(Map.of("service-port", "5800", "service-dns", "serai.a.svc"));
    }

    private static Stream<String> hazelcasts() {
        Set<String> classes = allowed().getClasses();
        return classes.stream().filter(name -> name.startsWith("com.hazelcast"));
    }

    @ParameterizedTest
    @MethodSource("hazelcasts")
    void ofHazelcast_failuresAlone_areNamedAsTheyAre(String name) throws Exception {
        assertThat(Throwable.class).isAssignableFrom(Class.forName(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"java.util.HashMap", "javax.management.BadAttributeValueExpException", "com.hazelcast.map.IMap"})
    void others_areNotAllowed(String name) {
        assertThat(allowed().isListed(name)).isFalse();
    }

    @Test
    void answerToANodeThatComesAtTheWrongMoment_isAllowed() {
        assertThat(allowed().isListed("com.hazelcast.internal.cluster.impl.ClusterTopologyChangedException"))
                .isTrue();
    }
}
