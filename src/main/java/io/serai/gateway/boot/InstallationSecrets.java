package io.serai.gateway.boot;

import io.serai.gateway.accounts.AccountSettings;
import io.serai.gateway.cluster.Cluster;
import io.serai.gateway.identity.InstalledSecrets;
import io.serai.gateway.identity.PepperFile;
import io.serai.processors.cluster.ContentCipher;
import io.serai.processors.cluster.ContentCipher.Domain;
import io.serai.processors.cluster.ResponseSeal;
import io.serai.processors.identity.Purpose;
import io.serai.processors.responses.ResponseSealing;
import java.security.SecureRandom;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The secrets of this installation, looked up when the first is wanted: a gateway that keeps nothing and stands alone needs none. */
final class InstallationSecrets {

    private static final int KEY_BYTES = 32;

    private final AccountSettings settings;
    private @Nullable InstalledSecrets known;

    InstallationSecrets(AccountSettings settings) {
        this.settings = settings;
    }

    InstalledSecrets get() {
        InstalledSecrets found = known;
        if (found == null) {
            found = new PepperFile(settings.store().data(), System.getenv(), new SecureRandom())
                    .secrets(settings.auth());
            known = found;
        }
        return found;
    }

    /** What encrypts values on their way to other nodes. */
    Cluster.Secrets ofCluster() {
        return keys(Purpose.CLUSTER_VALUES);
    }

    /** What encrypts stored responses in the database. */
    ResponseSealing ofResponses() {
        Cluster.Secrets keys = keys(Purpose.STORED_RESPONSES);
        return new ResponseSeal(new ContentCipher(Domain.RESPONSES, keys.current(), keys.former(), new SecureRandom()));
    }

    private Cluster.Secrets keys(Purpose purpose) {
        InstalledSecrets secrets = get();
        List<SecretKey> former = secrets.deriveFormer(purpose, KEY_BYTES).stream()
                .<SecretKey>map(key -> new SecretKeySpec(key, "AES"))
                .toList();
        return new Cluster.Secrets(new SecretKeySpec(secrets.derive(purpose, KEY_BYTES), "AES"), former);
    }
}
