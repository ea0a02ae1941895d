package io.serai.processors.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "192.168.1.0/24, 192.168.1.77, true",
        "192.168.1.0/24, 192.168.2.1, false",
        "192.168.1.128/25, 192.168.1.127, false",
        "192.168.1.128/25, 192.168.1.128, true",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "192.0.2.7/32, 192.0.2.7, true",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "::/0, 2001:db8::1, true",
        "::/0, 203.0.113.9, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "fe80::/10, fe80::1%eth0, true",
        "::1, 0:0:0:0:0:0:0:1, true",
        "::1/128, ::2, false",
        "127.0.0.0/8, ::ffff:127.0.0.1, true",
        "127.0.0.0/8, ::ffff:7f00:1, true",
        "2001:DB8:A::/48, 2001:db8:a:b:c:d:e:f, true"
    })
    void address_withinOrWithout_isTold(String network, String address, boolean within) {
        assertThat(Networks.of(List.of(network)).contain(address)).isEqualTo(within);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "example.com",
                "10.0.0",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "10.0.0.0/8/8",
                "10.0.0.1/8",
                "010.0.0.0/8",
                "256.0.0.0",
                "1.2.3.4.5",
                "0x7f.0.0.1",
                "2130706433",
                "::1/129",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "12345::",
                "g::",
                "::1.2.3",
                "1:2:3:4:5:6:7:1.2.3.4",
                "1.2.3.4::",
                "10.0.0.0 /8",
                "1:",
                ":1",
                "\u0661.0.0.0",
                "10.0.0.0%x"
            })
    void network_thatIsNone_isNamed(String network) {
        assertThatThrownBy(() -> Networks.of(List.of("10.0.0.0/8", network)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + network + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unknown", "localhost", "/var/run/serai.sock", "10.0.0.1, 10.0.0.2"})
    void address_thatIsNone_isWithinNoNetwork(String address) {
        assertThat(Networks.of(List.of("0.0.0.0/0", "::/0")).contain(address)).isFalse();
    }

    @Test
    void noNetworks_areEverywhere() {
        assertThat(Networks.of(List.of())).isSameAs(Networks.ANY);
        assertThat(Networks.ANY.contain("whatever")).isTrue();
    }

    @Test
    void severalNetworks_oneIsEnough() {
        Networks networks = Networks.of(List.of("10.0.0.0/8", "2001:db8::/32"));

        assertThat(networks.contain("2001:db8::9")).isTrue();
        assertThat(networks.contain("10.1.2.3")).isTrue();
        assertThat(networks.contain("192.0.2.1")).isFalse();
        assertThat(networks.written()).containsExactly("10.0.0.0/8", "2001:db8::/32");
    }
}
