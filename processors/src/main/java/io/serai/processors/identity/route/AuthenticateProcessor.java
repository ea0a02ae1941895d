package io.serai.processors.identity.route;

import io.serai.api.call.CallNames;
import io.serai.api.caller.Caller;
import io.serai.processors.identity.Authenticators;
import io.serai.processors.identity.CredentialReader;
import io.serai.processors.identity.CredentialReader.QueryKey;
import io.serai.processors.identity.Credentials;
import java.util.Collection;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.CamelContextHelper;
import org.jspecify.annotations.Nullable;

/**
 * Asks the {@link Authenticators} of the context who has sent a message, by the key or token in its headers, and puts the caller where models,
 * limits and the ledger look for it. A caller who is known already stays: it is set once. The credentials are gone from the message
 * afterwards, whatever comes of it.
 *
 * <p>Fails with a {@link io.serai.api.error.CallerException}, HTTP 401, where nobody is known by them.
 */
public final class AuthenticateProcessor implements Processor {

    private final CredentialReader reader = new CredentialReader(QueryKey.OFF);
    private volatile @Nullable Authenticators authenticators;
    private String addressHeader = "";

    /**
     * Where the consumer of the route says from which address the message came; keys that are narrowed to networks are refused without.
     *
     * @param header one that a client can't set; empty for none
     */
    public void setAddressHeader(String header) {
        this.addressHeader = header;
    }

    public String getAddressHeader() {
        return addressHeader;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        try {
            if (!(exchange.getProperty(CallNames.CALLER) instanceof Caller)) {
                Credentials credentials = new Credentials(
                        reader.read(name -> values(message, name), name -> List.of()), List.of(), address(message));
                exchange.setProperty(CallNames.CALLER, authenticators(exchange).admit(credentials));
            }
        } finally {
            CredentialReader.HEADERS.forEach(message::removeHeader);
        }
    }

    private static List<String> values(Message message, String header) {
        Object value = message.getHeader(header);
        if (value == null) {
            return List.of();
        }
        return value instanceof Collection<?> several
                ? several.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(value));
    }

    private String address(Message message) {
        return addressHeader.isEmpty() ? "" : message.getHeader(addressHeader, "", String.class);
    }

    private Authenticators authenticators(Exchange exchange) {
        Authenticators known = authenticators;
        if (known == null) {
            known = CamelContextHelper.mandatoryFindSingleByType(exchange.getContext(), Authenticators.class);
            authenticators = known;
        }
        return known;
    }
}
