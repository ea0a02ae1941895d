package io.serai.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.gateway.settings.StartException;
import io.serai.processors.directory.Installation;
import io.serai.processors.identity.Secrets;
import io.serai.processors.store.DatabaseKit;
import io.serai.processors.store.OnEachDatabase;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pepper is the one that the store's keys were made with, or the start ends. */
@OnEachDatabase
class PepperProofTest {

    private static final Secrets FIRST = Secrets.of(new byte[32]);
    private static final Secrets SECOND = Secrets.of(new byte[33]);

    private final DatabaseKit kit;
    private final Installation installation;

    PepperProofTest(DatabaseKit kit) {
        this.kit = kit;
        this.installation = new Installation(kit.database());
    }

    @BeforeEach
    void empty() {
        kit.empty();
    }

    private void start(Secrets current, Optional<Secrets> former) {
        PepperProof.require(new InstalledSecrets(current, former, "/etc/serai/pepper"), installation);
    }

    @Test
    void firstPepper_isTheOneFromThenOn() {
        start(FIRST, Optional.empty());

        assertThatCode(() -> start(FIRST, Optional.empty())).doesNotThrowAnyException();
        assertThatThrownBy(() -> start(SECOND, Optional.empty()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("serai.auth.pepper: the pepper in /etc/serai/pepper is not the one that the keys")
                .hasMessageContaining(SECOND.fingerprint())
                .hasMessageContaining("serai.auth.former-pepper")
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
        assertThatCode(() -> start(FIRST, Optional.empty())).doesNotThrowAnyException();
    }

    @Test
    void pepper_replacedAsDocumented_isTheOneFromThenOn() {
        start(FIRST, Optional.empty());
        start(SECOND, Optional.of(FIRST));

        assertThatCode(() -> start(SECOND, Optional.of(FIRST))).doesNotThrowAnyException();
        assertThatCode(() -> start(SECOND, Optional.empty())).doesNotThrowAnyException();
        assertThatThrownBy(() -> start(FIRST, Optional.empty())).isInstanceOf(StartException.class);
    }

    @Test
    void pepper_besideAFormerOneThatIsNotIt_isRefused() {
        start(FIRST, Optional.empty());

        assertThatThrownBy(() -> start(SECOND, Optional.of(Secrets.of(new byte[34]))))
                .isInstanceOf(StartException.class);
    }
}
