package io.serai.processors.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** F20: one secret, and from it one for each purpose, none of which opens what another has closed. */
class SecretsTest {

    private static final Secrets SECRETS = Secrets.of("0123456789abcdef0123456789abcdef".getBytes(UTF_8));

    /** The test cases of RFC 5869 with SHA-256, appendices A.1 to A.3. */
    @ParameterizedTest
    @CsvSource({
        "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, 000102030405060708090a0b0c, f0f1f2f3f4f5f6f7f8f9, 42,"
                + "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f3031323334"
                + "35363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f,"
                + "606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f808182838485868788898a8b8c8d8e8f9091929394"
                + "95969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeaf,"
                + "b0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedfe0e1e2e3e4"
                + "e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff, 82,"
                + "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c"
                + "2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87",
    })
    void derivation_ofTheRfcsCases_isTheirs(String secret, String salt, String info, int length, String expected) {
        byte[] extracted = Secrets.extract(bytes(salt), bytes(secret));

        assertThat(HexFormat.of().formatHex(Secrets.expand(extracted, bytes(info), length)))
                .isEqualTo(expected);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @Test
    void derivation_forEachPurpose_isAnother() {
        Set<String> derived = Arrays.stream(Purpose.values())
                .map(purpose -> HexFormat.of().formatHex(SECRETS.derive(purpose, 32)))
                .collect(Collectors.toSet());

        assertThat(derived).hasSameSizeAs(Purpose.values());
        assertThat(Arrays.stream(Purpose.values()).map(Purpose::label)).doesNotHaveDuplicates();
    }

    @Test
    void derivation_ofTheSamePepper_isTheSame() {
        Secrets again = Secrets.of("0123456789abcdef0123456789abcdef".getBytes(UTF_8));
        Secrets other = Secrets.of("0123456789abcdef0123456789abcdeF".getBytes(UTF_8));

        assertThat(again.fingerprint()).isEqualTo(SECRETS.fingerprint()).isNotEqualTo(other.fingerprint());
        assertThat(SECRETS.fingerprint()).hasSize(16);
    }

    /** What a tenant can have written in one place is worth nothing in another, be its bytes the same. */
    @Test
    void value_closedForOnePurpose_isNotOpenedByAnyOther() throws Exception {
        byte[] closed = gcm(Cipher.ENCRYPT_MODE, Purpose.CLUSTER_VALUES, "role=admin".getBytes(UTF_8));

        assertThat(gcm(Cipher.DECRYPT_MODE, Purpose.CLUSTER_VALUES, closed)).isEqualTo("role=admin".getBytes(UTF_8));
        for (Purpose other : Purpose.values()) {
            if (other != Purpose.CLUSTER_VALUES) {
                assertThatThrownBy(() -> gcm(Cipher.DECRYPT_MODE, other, closed))
                        .isInstanceOf(AEADBadTagException.class);
            }
        }
    }

    private static byte[] gcm(int mode, Purpose purpose, byte[] bytes) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode, new SecretKeySpec(SECRETS.derive(purpose, 32), "AES"), new GCMParameterSpec(128, new byte[12]));
        return cipher.doFinal(bytes);
    }

    @Test
    void pepper_tooShort_isRefusedWithoutBeingRepeated() {
        assertThatThrownBy(() -> Secrets.of("much-too-short".getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32")
                .hasMessageNotContaining("much");
    }

    @Test
    void hash_ofAKey_dependsOnThePepperAlone() {
        ApiKey key = ApiKey.generate(new SecureRandom());
        KeyHasher hasher = new KeyHasher(SECRETS);
        KeyHash hash = hasher.hash(key);

        assertThat(hasher.hash(key)).isEqualTo(hash).hasSameHashCodeAs(hash);
        assertThat(KeyHash.ofHex(hash.hex())).isEqualTo(hash);
        assertThat(new KeyHasher(Secrets.of(new byte[32])).hash(key)).isNotEqualTo(hash);
        assertThat(hash.toString()).doesNotContain(hash.hex().substring(0, 8));
    }
}
