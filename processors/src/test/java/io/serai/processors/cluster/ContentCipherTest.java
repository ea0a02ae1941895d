package io.serai.processors.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.processors.cluster.ContentCipher.Domain;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** F20: what was encrypted for one purpose, tenant or place can't be read at another. */
class ContentCipherTest {

    private static final byte[] CONTENT = "the inn stands where the roads meet".getBytes(UTF_8);
    private static final SecretKey SECRET = secret(1);

    private final ContentCipher answers = cipher(Domain.ANSWERS, SECRET);

    static SecretKey secret(int seed) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) seed;
        return new SecretKeySpec(bytes, "HmacSHA256");
    }

    static ContentCipher cipher(Domain domain, SecretKey secret, SecretKey... former) {
        return new ContentCipher(domain, secret, List.of(former), new SecureRandom());
    }

    @Test
    void open_sealedUnderTheSame_isTheContent() {
        byte[] sealed = answers.seal("ten_1", "a", CONTENT);

        assertThat(answers.open("ten_1", "a", sealed)).contains(CONTENT);
        assertThat(new String(sealed, UTF_8)).doesNotContain("inn");
    }

    @Test
    void open_sealedForAnotherTenant_isEmpty() {
        assertThat(answers.open("ten_2", "a", answers.seal("ten_1", "a", CONTENT)))
                .isEmpty();
    }

    @Test
    void open_sealedUnderAnotherName_isEmpty() {
        assertThat(answers.open("ten_1", "b", answers.seal("ten_1", "a", CONTENT)))
                .isEmpty();
    }

    @Test
    void open_tenantAndNameMeetElsewhere_isEmpty() {
        assertThat(answers.open("ten_1a", "", answers.seal("ten_1", "a", CONTENT)))
                .isEmpty();
    }

    /** F20: ciphertext that a tenant can have made in one domain is worth nothing in another. */
    @Test
    void open_sealedInAnotherDomain_isEmpty() {
        ContentCipher responses = cipher(Domain.RESPONSES, SECRET);
        byte[] sealed = responses.seal("ten_1", "a", CONTENT);
        // Even with the key's id of the other domain in front.
        byte[] dressed = sealed.clone();
        System.arraycopy(answers.seal("ten_1", "a", CONTENT), 0, dressed, 0, 9);

        assertThat(answers.open("ten_1", "a", sealed)).isEmpty();
        assertThat(answers.open("ten_1", "a", dressed)).isEmpty();
    }

    @Test
    void open_anyBitChanged_isEmpty() {
        byte[] sealed = answers.seal("ten_1", "a", CONTENT);
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);

            assertThat(answers.open("ten_1", "a", changed)).as("bit " + bit).isEmpty();
        }
    }

    @Test
    void open_cutShort_isEmpty() {
        byte[] sealed = answers.seal("ten_1", "a", CONTENT);
        for (int length = 0; length < sealed.length; length++) {
            assertThat(answers.open("ten_1", "a", Arrays.copyOf(sealed, length)))
                    .isEmpty();
        }
    }

    @Test
    void open_secretWasReplaced_readsTheOldAndWritesTheNew() {
        byte[] old = answers.seal("ten_1", "a", CONTENT);
        ContentCipher rotated = cipher(Domain.ANSWERS, secret(2), SECRET);

        assertThat(rotated.open("ten_1", "a", old)).contains(CONTENT);
        assertThat(answers.open("ten_1", "a", rotated.seal("ten_1", "a", CONTENT)))
                .isEmpty();
        assertThat(cipher(Domain.ANSWERS, secret(2)).open("ten_1", "a", old)).isEmpty();
    }

    @Test
    void seal_sameContentManyTimes_isNeverTheSame() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            assertThat(seen.add(new String(answers.seal("ten_1", "a", CONTENT), ISO_8859_1)))
                    .isTrue();
        }
    }
}
