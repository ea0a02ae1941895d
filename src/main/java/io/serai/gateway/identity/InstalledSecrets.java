package io.serai.gateway.identity;

import io.serai.processors.identity.Purpose;
import io.serai.processors.identity.Secrets;
import java.util.List;
import java.util.Optional;

/**
 * The secrets of an installation.
 *
 * @param current all that is made is made with these
 * @param former those of the pepper before, which still open what was made with them; empty where it is not being replaced
 * @param place of the pepper, as messages name it
 */
public record InstalledSecrets(Secrets current, Optional<Secrets> former, String place) {

    /** The secret for a purpose. */
    public byte[] derive(Purpose purpose, int length) {
        return current.derive(purpose, length);
    }

    /** The same of the pepper before, if it is still of use. */
    public List<byte[]> deriveFormer(Purpose purpose, int length) {
        return former.map(secrets -> secrets.derive(purpose, length)).stream().toList();
    }
}
