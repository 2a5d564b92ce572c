use domain::{
    billing::Payer, invoices::InvoiceStatus, orders::OrderStatus, payments::Method,
    services::ServiceStatus,
};

use crate::i18n::{m, t};

/// The state of an order.
pub fn order_status(status: OrderStatus) -> &'static str {
    t(match status {
        OrderStatus::Draft => m::ORDER_STATUS_DRAFT,
        OrderStatus::Placed => m::ORDER_STATUS_PLACED,
        OrderStatus::Active => m::ORDER_STATUS_ACTIVE,
        OrderStatus::Canceled => m::ORDER_STATUS_CANCELED,
    })
}

/// The state of a service, add-on or domain.
pub fn service_status(status: ServiceStatus) -> &'static str {
    t(match status {
        ServiceStatus::Pending => m::SERVICE_STATUS_PENDING,
        ServiceStatus::Active => m::SERVICE_STATUS_ACTIVE,
        ServiceStatus::Suspended => m::SERVICE_STATUS_SUSPENDED,
        ServiceStatus::Canceled => m::SERVICE_STATUS_CANCELED,
    })
}

/// The state of an invoice.
pub fn invoice_status(status: InvoiceStatus) -> &'static str {
    t(match status {
        InvoiceStatus::Draft => m::INVOICE_STATUS_DRAFT,
        InvoiceStatus::Finalized => m::INVOICE_STATUS_FINALIZED,
        InvoiceStatus::Paid => m::INVOICE_STATUS_PAID,
        InvoiceStatus::Void => m::INVOICE_STATUS_VOID,
    })
}

/// How money came in.
pub fn payment_method(method: Method) -> &'static str {
    t(match method {
        Method::BankTransfer => m::PAYMENTS_BANK_TRANSFER,
        Method::Card => m::PAYMENTS_CARD,
        Method::Cash => m::PAYMENTS_CASH,
        Method::Other => m::PAYMENTS_OTHER,
    })
}

/// Who pays for a client (S6).
pub fn payer(payer: Payer) -> &'static str {
    t(match payer {
        Payer::Client => m::BILLING_PAYER_CLIENT,
        Payer::Partner => m::BILLING_PAYER_PARTNER,
    })
}
