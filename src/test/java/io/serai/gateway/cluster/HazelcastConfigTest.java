package io.serai.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.ClassFilter;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which classes nodes take from each other in Java's own serialization. */
class HazelcastConfigTest {

    private static ClassFilter allowed() {
        return HazelcastConfig.of(ClusterSettings.ALONE, "1.2.3", 1 << 20)
                .getSerializationConfig()
                .getJavaSerializationFilterConfig()
                .getWhitelist();
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
