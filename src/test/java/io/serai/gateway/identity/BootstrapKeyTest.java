package io.serai.gateway.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.processors.identity.ApiKey;
import io.serai.processors.identity.KeyHash;
import io.serai.processors.identity.KeyHasher;
import io.serai.processors.identity.Secrets;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** F23: the first key is made up anew for each installation, and shown once. */
class BootstrapKeyTest {

    private final KeyHasher hasher = new KeyHasher(Secrets.of(new byte[32]));
    private final List<KeyHash> kept = new ArrayList<>();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    private String offered() {
        console.reset();
        new BootstrapKey(
                        (key, hint) -> {
                            if (!kept.isEmpty()) {
                                return false;
                            }
                            assertThat(hint).hasSizeLessThanOrEqualTo(20);
                            return kept.add(key);
                        },
                        hasher,
                        new SecureRandom())
                .offer(new PrintStream(console, true, UTF_8));
        return console.toString(UTF_8);
    }

    @Test
    void key_ofTheFirstAdministrator_isShownOnceAndGood() {
        String shown = offered();

        Matcher key = Pattern.compile("serai_\\w{36}").matcher(shown);
        assertThat(key.results().map(each -> each.group()).toList())
                .singleElement()
                .satisfies(text -> assertThat(hasher.hash(ApiKey.parse(text).orElseThrow()))
                        .isEqualTo(kept.get(0)));
        assertThat(offered()).isEmpty();
    }

    @Test
    void keys_ofTwoInstallations_differ() {
        String first = offered();
        kept.clear();

        assertThat(offered()).isNotEqualTo(first);
    }
}
