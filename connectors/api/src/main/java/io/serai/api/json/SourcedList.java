package io.serai.api.json;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** A large array that remembers how it was spelt, so that it can be sent on without being written anew. To a route it is any list. */
final class SourcedList extends ArrayList<Object> {

    private static final long serialVersionUID = 1;

    /** Worth nothing to another process, whose copies of the parts are other objects. */
    private transient @Nullable JsonSource source;

    void keep(JsonSource source) {
        this.source = source;
    }

    /** Where this list is still as it was read, to the last leaf: what it was read from. Else null. */
    @Nullable
    JsonSource unchangedSource() {
        JsonSource known = source;
        return known != null && known.describes(this) ? known : null;
    }
}
