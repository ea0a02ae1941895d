package io.serai.gateway.identity;

import io.serai.api.caller.Caller;
import io.serai.api.error.CallerException;
import io.serai.gateway.http.Arrival;
import io.serai.gateway.http.Entrance;
import io.serai.processors.identity.Authenticators;
import io.serai.processors.identity.CredentialReader;
import io.serai.processors.identity.Credentials;
import java.util.Optional;

/** Lets in whom the authenticators know. */
public final class Doorkeeper implements Entrance {

    private final CredentialReader reader;
    private final Authenticators authenticators;
    private final Denials denials;

    public Doorkeeper(CredentialReader reader, Authenticators authenticators, Denials denials) {
        this.reader = reader;
        this.authenticators = authenticators;
        this.denials = denials;
    }

    @Override
    public Optional<Caller> glance(Arrival arrival) {
        Credentials credentials = credentials(arrival);
        try {
            return authenticators.glance(credentials);
        } catch (CallerException e) {
            denials.denied(arrival, e);
            throw e;
        }
    }

    @Override
    public Caller admit(Arrival arrival) {
        Credentials credentials = credentials(arrival);
        try {
            return authenticators.admit(credentials);
        } catch (CallerException e) {
            denials.denied(arrival, e);
            throw e;
        }
    }

    private Credentials credentials(Arrival arrival) {
        return new Credentials(reader.read(arrival::header, arrival::query), arrival.certificates(), arrival.address());
    }
}
