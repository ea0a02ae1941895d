package io.serai.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.gateway.identity.AuthSettings.Mode;
import io.serai.gateway.settings.StartException;
import io.serai.processors.identity.CredentialReader.QueryKey;
import io.serai.processors.identity.Secrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PepperFileTest {

    private static final String LONG = "0123456789abcdef0123456789abcdef0123";

    @TempDir
    private Path folder;

    private Secrets secrets(String where) {
        return new PepperFile(folder.resolve("data"), Map.of("PEPPER", LONG, "SHORT", "too short"), new SecureRandom())
                .secrets(new AuthSettings(Mode.ON, where, "", QueryKey.OFF))
                .current();
    }

    @Test
    void firstStart_makesAFileForItsOwnerAlone() throws Exception {
        String first = secrets("").fingerprint();
        Path file = folder.resolve("data/pepper");

        assertThat(Files.readString(file).strip()).hasSize(44);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(secrets("").fingerprint()).isEqualTo(first);
        try (Stream<Path> files = Files.list(folder.resolve("data"))) {
            assertThat(files).containsExactly(file);
        }
    }

    /** F23: two installations share nothing. */
    @Test
    void twoInstallations_haveTwoPeppers() throws Exception {
        String first = secrets("").fingerprint();
        Files.delete(folder.resolve("data/pepper"));

        assertThat(secrets("").fingerprint()).isNotEqualTo(first);
    }

    @Test
    void pepper_fromFileOrEnvironment_isTheSame() throws Exception {
        Path file = Files.writeString(folder.resolve("given"), LONG + "\n");

        assertThat(secrets("file:" + file).fingerprint())
                .isEqualTo(secrets("env:PEPPER").fingerprint());
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void pepper_thatIsNotThere_stopsTheStart() {
        assertThatThrownBy(() -> secrets("file:" + folder.resolve("none")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("can't be read");
        assertThatThrownBy(() -> secrets("env:NONE"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("environment variable NONE");
    }

    @Test
    void pepper_tooShort_stopsTheStartAndIsNotRepeated() throws Exception {
        Path file = Files.writeString(folder.resolve("given"), "much too short");

        for (String where : new String[] {"env:SHORT", "file:" + file}) {
            assertThatThrownBy(() -> secrets(where))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("32 bytes or more")
                    .hasMessageNotContaining("too short");
        }
    }
}
