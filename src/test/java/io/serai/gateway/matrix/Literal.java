package io.serai.gateway.matrix;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** JSON written in place. */
final class Literal {

    private Literal() {}

    /** An object of names and values by turns. */
    static JsonObject object(Object... members) {
        JsonObject object = new JsonObject();
        for (int i = 0; i < members.length; i += 2) {
            object.put((String) members[i], members[i + 1]);
        }
        return object;
    }

    static JsonArray array(Object... elements) {
        return new JsonArray(new ArrayList<>(List.of(elements)));
    }

    /** The objects of an array; none where there is no array. */
    static List<JsonObject> objects(JsonObject parent, String member) {
        return parent.getValue(member) instanceof JsonArray list
                ? list.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .toList()
                : List.of();
    }

    /** What lies at a path of names, an empty object where nothing does. */
    static JsonObject at(JsonObject parent, String... names) {
        JsonObject here = parent;
        for (String name : names) {
            here = here.getValue(name) instanceof JsonObject next ? next : new JsonObject();
        }
        return here;
    }
}
