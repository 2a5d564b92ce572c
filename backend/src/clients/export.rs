use std::collections::BTreeMap;

use domain::{
    ClientId, CustomFieldId, audit::Event, clients::Selection, custom_fields::CustomField,
    policy::Action,
};

use super::{
    bulk::selected,
    store::{self, Client},
};
use crate::{Context, Error, Result, audit::entry, custom_fields, formulas::guarded};

/// Clients read in one go.
const CHUNK: usize = 500;

/// The clients of a selection as a CSV file (RFC 4180) in the order of their list: the fields of
/// the form by their names, the partner's additional fields by their labels, then plan, status and
/// manager.
pub async fn export(cx: &Context, selection: Selection) -> Result<String> {
    let partner = cx.allow(Action::ExportClients)?;
    let mut tx = cx.read().await?;
    let fields = custom_fields::all(&mut tx, partner).await?;
    let ids = selected(&mut tx, cx, selection, u64::MAX).await?;
    let mut file = File::new(&fields)?;
    let mut rows = 0_u64;
    for ids in ids.chunks(CHUNK) {
        let clients = store::clients(&mut tx, partner, ids).await?;
        let mut clients: BTreeMap<ClientId, Client> = clients
            .into_iter()
            .map(|client| (client.id, client))
            .collect();
        for client in ids.iter().filter_map(|id| clients.remove(id)) {
            file.write(&client)?;
            rows += 1;
        }
    }
    drop(tx);

    let mut tx = cx.begin().await?;
    entry(Event::ClientsExported)
        .about(rows.to_string())
        .record(&mut tx, cx)
        .await?;
    tx.commit().await?;
    file.into_text()
}

/// A file in the making.
struct File {
    csv: csv::Writer<Vec<u8>>,
    custom: Vec<CustomFieldId>,
}

impl File {
    fn new(fields: &[CustomField]) -> Result<Self> {
        let mut csv = csv::Writer::from_writer(Vec::new());
        let plain = domain::imports::FIELDS.into_iter();
        let labels = fields.iter().map(|field| field.label.as_str());
        let last = ["plan", "status", "manager"];
        write(&mut csv, plain.chain(labels).chain(last))?;
        let custom = fields.iter().map(|field| field.id).collect();
        Ok(Self { csv, custom })
    }

    fn write(&mut self, client: &Client) -> Result<()> {
        let draft = &client.draft;
        let plain = draft.fields().into_iter().map(|(_, value)| value);
        let custom = self.custom.iter();
        let custom = custom.map(|id| draft.custom.get(id).map_or("", String::as_str));
        let last = [
            client.plan_name(),
            client.standing.status.name(),
            client.manager_name.as_deref().unwrap_or_default(),
        ];
        write(&mut self.csv, plain.chain(custom).chain(last))
    }

    fn into_text(self) -> Result<String> {
        let bytes = self.csv.into_inner();
        let bytes = bytes.map_err(|error| Error::Broken(Box::new(error.into_error())))?;
        String::from_utf8(bytes).map_err(|_| Error::corrupt("a text that is not UTF-8"))
    }
}

/// Writes one row, none of its cells a formula.
fn write<'a>(csv: &mut csv::Writer<Vec<u8>>, row: impl Iterator<Item = &'a str>) -> Result<()> {
    for cell in row {
        csv.write_field(&*guarded(cell))?;
    }
    Ok(csv.write_record(None::<&[u8]>)?)
}
