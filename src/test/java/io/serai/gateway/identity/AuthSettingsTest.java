package io.serai.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.gateway.identity.AuthSettings.Mode;
import io.serai.gateway.settings.SettingsReader;
import io.serai.gateway.settings.SettingsReader.Found;
import io.serai.gateway.settings.StartException;
import io.serai.processors.identity.CredentialReader.QueryKey;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** F23, F25: what is not said is closed, and what is open is open to nobody else. */
class AuthSettingsTest {

    private static AuthSettings read(String... pairs) {
        Map<String, Found> table = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            table.put(pairs[i], new Found(pairs[i + 1], "gateway.properties:" + (i + 1)));
        }
        return AuthSettings.read(new SettingsReader(table));
    }

    @Test
    void settings_unsaid_askEverybody() {
        assertThat(read()).isEqualTo(new AuthSettings(Mode.ON, "", "", QueryKey.OFF));
    }

    @Test
    void settings_said_areRead() {
        assertThat(read("auth", "off").mode()).isEqualTo(Mode.OFF);
        assertThat(read("auth", "ON").mode()).isEqualTo(Mode.ON);
        assertThat(read("auth.query-key", "true").queryKey()).isEqualTo(QueryKey.ON);
        assertThat(read("auth.pepper", "env:PEPPER").pepper()).isEqualTo("env:PEPPER");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no", "false", "0", "none", "of", "disabled"})
    void mode_thatIsNone_stopsTheStart(String mode) {
        assertThatThrownBy(() -> read("auth", mode))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("serai.auth expected on or off");
    }

    @ParameterizedTest
    @CsvSource({
        "http.host, 0.0.0.0",
        "http.host, ::",
        "http.host, 192.168.1.7",
        "http.host, example.com",
        "http.host, 127.0.0.1.example.com",
        "http.host, localhost.example.com",
        "http.host, ''",
        "management.host, 0.0.0.0",
        "management.host, 10.0.0.1"
    })
    void off_whereOthersCouldConnect_stopsTheStart(String key, String host) {
        assertThatThrownBy(() -> read("auth", "off", key, host))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("serai." + key);
        assertThat(read("auth", "on", key, host).mode()).isEqualTo(Mode.ON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "localhost", "LOCALHOST", "::1", "[::1]"})
    void off_onThisMachineAlone_isTaken(String host) {
        assertThat(read("auth", "off", "http.host", host).mode()).isEqualTo(Mode.OFF);
    }

    @Test
    void pepper_writtenIntoTheSettings_isRefusedAndNotRepeated() {
        assertThatThrownBy(() -> read("auth.pepper", "correct horse battery staple"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("serai.auth.pepper")
                .hasMessageNotContaining("horse");
    }
}
