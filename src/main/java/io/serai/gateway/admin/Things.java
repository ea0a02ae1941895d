package io.serai.gateway.admin;

import io.serai.processors.directory.Thing;
import io.serai.processors.directory.Thing.Kind;

/** What can be published, as a request names it. */
final class Things {

    private Things() {}

    /** A model where the body does not say what it is. */
    static Thing read(Fields body) {
        Kind kind = body.maybeText("kind").flatMap(Kind::of).orElse(Kind.MODEL);
        return new Thing(kind, body.text("name"));
    }
}
