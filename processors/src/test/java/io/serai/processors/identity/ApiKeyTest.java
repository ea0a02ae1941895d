package io.serai.processors.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key that is not spelled right is known for it from its own letters. */
class ApiKeyTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    private static String key() {
        return ApiKey.generate(RANDOM).text();
    }

    @Test
    void key_made_hasItsFormAndIsRead() {
        String text = key();

        assertThat(text).matches("serai_[0-9A-Za-z]{36}");
        assertThat(ApiKey.parse(text)).map(ApiKey::text).hasValue(text);
    }

    @Test
    void keys_made_areAllDifferentAndUseAllDigits() {
        Set<String> keys = new HashSet<>();
        Set<Integer> digits = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            String key = key();
            keys.add(key);
            key.substring(6, 36).chars().forEach(digits::add);
        }
        assertThat(keys).hasSize(2_000);
        assertThat(digits).hasSize(62);
    }

    @Property(tries = 5_000)
    void key_anyOneCharacterChanged_isRefused(
            @ForAll("keys") String key, @ForAll @IntRange(max = 41) int at, @ForAll("characters") char other) {
        Assume.that(key.charAt(at) != other);

        assertThat(ApiKey.parse(key.substring(0, at) + other + key.substring(at + 1)))
                .isEmpty();
    }

    @Test
    void key_everyDigitChangedToEveryOther_isRefused() {
        String key = key();
        String digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";
        for (int at = 0; at < key.length(); at++) {
            for (int i = 0; i < digits.length(); i++) {
                char other = digits.charAt(i);
                String changed = key.substring(0, at) + other + key.substring(at + 1);
                assertThat(ApiKey.parse(changed).isPresent()).as(at + "").isEqualTo(changed.equals(key));
            }
        }
    }

    @Property
    void key_twoNeighboursSwapped_isRefused(@ForAll("keys") String key, @ForAll @IntRange(min = 6, max = 40) int at) {
        Assume.that(key.charAt(at) != key.charAt(at + 1));

        String swapped = key.substring(0, at) + key.charAt(at + 1) + key.charAt(at) + key.substring(at + 2);
        assertThat(ApiKey.parse(swapped)).isEmpty();
    }

    @Property
    void key_longerOrShorter_isRefused(@ForAll("keys") String key, @ForAll @IntRange(max = 41) int at) {
        assertThat(ApiKey.parse(key.substring(0, at))).isEmpty();
        assertThat(ApiKey.parse(key.substring(0, at) + "0" + key.substring(at))).isEmpty();
    }

    @Provide
    Arbitrary<String> keys() {
        return Arbitraries.longs().map(seed -> {
            Random random = new Random(seed);
            return ApiKey.generate(new SecureRandom() {
                        private static final long serialVersionUID = 1;

                        @Override
                        public void nextBytes(byte[] bytes) {
                            random.nextBytes(bytes);
                        }
                    })
                    .text();
        });
    }

    @Provide
    Arbitrary<Character> characters() {
        return Arbitraries.oneOf(
                Arbitraries.chars().ascii(), Arbitraries.chars().all());
    }

    /** The checksum of what stands before it, by another implementation: Python's zlib.crc32, in Base62. */
    @ParameterizedTest
    @ValueSource(strings = {"serai_0000000000000000000000000000001Wwyhy", "serai_abcdefghijklmnopqrstuvwxyzABCD3ymPYe"})
    void key_withChecksumFromElsewhere_isRead(String key) {
        assertThat(ApiKey.parse(key)).isPresent();
    }

    /** F28. */
    @Test
    void key_asText_doesNotTellItself() {
        ApiKey key = ApiKey.generate(RANDOM);
        String body = key.text().substring(6);

        assertThat(key.toString()).doesNotContain(body.substring(0, 4));
        assertThat(key.hint()).startsWith("serai_" + body.substring(0, 4)).doesNotContain(body.substring(0, 5));
        assertThat(new Credentials.Token(key.text()).toString()).doesNotContain(body.substring(0, 4));
    }
}
