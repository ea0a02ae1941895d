package io.serai.processors.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.processors.audit.Sampling.Kind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplingTest {

    private long now = 1_700_000_000_000L;
    private final Sampling sampling = new Sampling((InstantSource) () -> Instant.ofEpochMilli(now));

    @Test
    void first_ofAKindAndMinute_isTold_othersAreCounted() {
        assertThat(sampling.isFirst("192.0.2.1", "unknown")).isTrue();
        assertThat(sampling.isFirst("192.0.2.200", "unknown")).isFalse();
        assertThat(sampling.isFirst("192.0.2.1", "expired")).isTrue();
        assertThat(sampling.isFirst("192.0.3.1", "unknown")).isTrue();
        assertThat(sampling.isFirst("192.0.2.1", "unknown")).isFalse();
        assertThat(sampling.over()).isEmpty();

        now += 60_000;

        assertThat(sampling.over()).contains(Map.of(new Kind("192.0.2.0/24", "unknown"), 2L));
        assertThat(sampling.over()).isEmpty();
        assertThat(sampling.isFirst("192.0.2.1", "unknown")).isTrue();
    }

    @Test
    void strangers_fromEverywhere_takeNoMoreThanTheRoomOfAMinute() {
        long whole = IntStream.range(0, 20_000)
                .filter(i -> sampling.isFirst("10." + i / 250 + "." + i % 250 + ".1", "unknown"))
                .count();

        assertThat(whole).isEqualTo(1_000);
        assertThat(sampling.atTheEnd()).isEqualTo(Map.of(new Kind("elsewhere", ""), 19_000L));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.77, 192.0.2.0/24",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
        "2001:db8:0:0:0:0:0:1%eth0, 2001:db8:0:0::/64",
        "::1, ':/64'",
        "'', ''"
    })
    void network_isWhatOneClientHasToItself(String address, String network) {
        assertThat(Sampling.network(address)).isEqualTo(network);
    }
}
