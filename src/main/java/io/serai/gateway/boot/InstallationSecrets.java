package io.serai.gateway.boot;

import io.serai.gateway.accounts.AccountSettings;
import io.serai.gateway.cluster.Cluster;
import io.serai.gateway.identity.InstalledSecrets;
import io.serai.gateway.identity.PepperFile;
import io.serai.processors.identity.Purpose;
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
        InstalledSecrets secrets = get();
        List<SecretKey> former = secrets.deriveFormer(Purpose.CLUSTER_VALUES, KEY_BYTES).stream()
                .<SecretKey>map(key -> new SecretKeySpec(key, "AES"))
                .toList();
        return new Cluster.Secrets(new SecretKeySpec(secrets.derive(Purpose.CLUSTER_VALUES, KEY_BYTES), "AES"), former);
    }
}
