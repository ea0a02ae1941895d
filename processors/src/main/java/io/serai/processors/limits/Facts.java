package io.serai.processors.limits;

import io.serai.api.caller.Caller;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What limits go by, as far as it is known of a call.
 *
 * @param caller null where nobody is known
 * @param model that the caller has named, or empty
 * @param provider by the name of its bean; empty where none is chosen yet
 * @param tags of the request and of its caller
 */
public record Facts(@Nullable Caller caller, String model, String provider, Set<String> tags) {

    /** The value of a dimension other than {@link Dimension#TAG}; empty where there is none. */
    String value(Dimension dimension) {
        if (dimension == Dimension.MODEL) {
            return model;
        }
        if (dimension == Dimension.PROVIDER) {
            return provider;
        }
        Caller known = caller;
        if (known == null) {
            return "";
        }
        return switch (dimension) {
            case TENANT -> known.tenant();
            case TEAM -> known.team();
            case APP -> known.app();
            case KEY -> known.key();
            case USER -> known.user();
            default -> "";
        };
    }

    /** Whose limits apply besides those of the platform; empty where nobody is known. */
    String tenant() {
        Caller known = caller;
        return known == null ? "" : known.tenant();
    }
}
