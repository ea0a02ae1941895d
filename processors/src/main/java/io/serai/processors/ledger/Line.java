package io.serai.processors.ledger;

import io.serai.api.call.Operation;
import java.util.Set;

/**
 * One call of a provider on the bill of a request: who pays, and for what.
 *
 * @param request id of the request
 * @param attempt which of the request's lines it is, from 1; 0 before it is on the bill
 * @param tenant who pays; empty where nobody is known
 * @param team or empty
 * @param app the application, or empty
 * @param key id of the key, or empty
 * @param user or empty
 * @param asked the model that the caller named
 * @param provider by the name of its bean
 * @param model as the provider calls it
 * @param tags of the request and of its caller
 * @param at when it began, in milliseconds since the epoch
 */
public record Line(
        String request,
        int attempt,
        String tenant,
        String team,
        String app,
        String key,
        String user,
        String asked,
        String provider,
        String model,
        Operation operation,
        Set<String> tags,
        long at) {

    public Line {
        tags = Set.copyOf(tags);
    }

    /** The same as the request's line of this number. */
    public Line numbered(int number) {
        return new Line(request, number, tenant, team, app, key, user, asked, provider, model, operation, tags, at);
    }
}
