package io.serai.processors.routing;

/** Why a target can't serve a request, and is not asked. */
enum Misfit {
    /** The caller wants a tag or a region that it does not have. */
    NOT_WANTED,
    /** It can't do what the request takes. */
    NOT_ABLE,
    /** The request is longer than it takes. */
    TOO_LONG,
    /** Its own condition does not hold. */
    NOT_NOW
}
