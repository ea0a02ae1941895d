package io.serai.gateway.admin;

import io.serai.api.call.CallCheck;
import io.serai.api.caller.Caller;
import io.serai.api.model.ModelCatalog;
import java.util.Map;

/** What the routes offer that requests come to at the moment. */
public interface Published {

    ModelCatalog catalog();

    /** What requests are admitted by. */
    CallCheck check();

    /**
     * What would become of a request to a model, step by step, as {@code POST /v1/explain} tells it. Asks no provider.
     *
     * @param caller whose request it is
     * @param model that is published, and that the caller may know of
     */
    Map<String, Object> route(Caller caller, String model);
}
