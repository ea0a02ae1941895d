package io.serai.gateway.admin;

import java.util.List;

/** Some operations about one kind of thing. */
interface AdminResource {

    List<AdminOperation> operations();
}
