package io.serai.gateway.identity;

import io.serai.gateway.settings.StartException;
import io.serai.processors.directory.Installation;
import io.serai.processors.identity.Secrets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the pepper against the store: with another one than its keys were made with, every key would be refused as unknown. */
public final class PepperProof {

    private static final Logger LOG = LoggerFactory.getLogger(PepperProof.class);

    private PepperProof() {}

    /**
     * Goes on with the pepper that the store knows, with the first that it is told, or with one that replaces the one it knows.
     *
     * @throws StartException where it is none of these
     */
    public static void require(InstalledSecrets secrets, Installation installation) {
        String own = secrets.current().fingerprint();
        String kept = installation.pepper(own);
        if (kept.equals(own)) {
            return;
        }
        String former = secrets.former().map(Secrets::fingerprint).orElse("");
        if (!kept.equals(former)) {
            throw new StartException("serai.auth.pepper: the pepper in " + secrets.place()
                    + " is not the one that the keys of this database were made with (its fingerprint is " + own
                    + ", expected was " + kept
                    + "); name that one, or name it by serai.auth.former-pepper to replace it");
        }
        installation.replacePepper(kept, own);
        LOG.warn(
                "The pepper has been replaced: fingerprint {} instead of {}. Keys that were made before are good as long as serai.auth.former-pepper names the one before",
                own,
                kept);
    }
}
