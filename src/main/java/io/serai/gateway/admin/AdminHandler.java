package io.serai.gateway.admin;

/** Does what one operation says, on a thread that may block. */
@FunctionalInterface
interface AdminHandler {

    /**
     * @throws ProblemException where it is refused
     * @throws io.serai.api.error.SeraiException where it is refused by one of the parts it asks
     */
    AdminAnswer handle(AdminCall call);
}
