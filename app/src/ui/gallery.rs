//! Every component in every state, to look at while working on them. Not built for release.

use domain::limit::LimitDraft;
use leptos::prelude::*;

#[allow(
    clippy::wildcard_imports,
    clippy::allow_attributes,
    reason = "the page shows all of it"
)]
use crate::ui::*;

/// The page of all components.
#[component]
pub fn Gallery() -> impl IntoView {
    view! {
        <div class="gallery">
            <Look />
            <Buttons />
            <Fields />
            <Choices />
            <Limits />
            <Marks />
            <Callouts />
            <Progress />
            <Figures />
            <Overlays />
            <Lists />
            <Empty />
        </div>
        <Toaster />
    }
    .into_any()
}

#[component]
fn Part(title: &'static str, children: Children) -> impl IntoView {
    view! {
        <section class="gallery-part">
            <h2>{title}</h2>
            {children()}
        </section>
    }
    .into_any()
}

#[component]
fn Look() -> impl IntoView {
    let theme = RwSignal::new(String::from("system"));
    let brand = RwSignal::new(String::from("a"));
    Effect::new(move |_| {
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-theme", &theme.get());
            let _ = root.set_attribute("data-brand", &brand.get());
        }
    });
    view! {
        <PageHeader
            title="Components"
            above=("/".to_owned(), "Home".to_owned())
            help="Each of them, in every state."
            before=|| view! { <Avatar name="Acme Studio" size=Size::Large /> }
            status=|| view! { <StatusBadge status=Status::Trial more="5 days" /> }
            meta=|| {
                view! {
                    <span>"Growth plan"</span>
                    <span>"3 users"</span>
                }
            }
        >
            <Segmented
                name="theme"
                label="Theme"
                value=theme
                options=[("system", "System"), ("light", "Light"), ("dark", "Dark")].map(Choice::from).to_vec()
            />
            <Segmented
                name="brand"
                label="Brand"
                value=brand
                options=[("a", "Blue"), ("b", "Yellow"), ("c", "Green")].map(Choice::from).to_vec()
            />
        </PageHeader>
    }
    .into_any()
}

#[component]
fn Buttons() -> impl IntoView {
    let busy = RwSignal::new(false);
    view! {
        <Part title="Buttons">
            <div class="cluster">
                <Button kind=Kind::Primary icon="plus">"Add client"</Button>
                <Button icon="upload">"Import"</Button>
                <Button kind=Kind::Ghost icon="columns-3">"Columns"</Button>
                <Button kind=Kind::Danger>"Close client"</Button>
                <Button kind=Kind::QuietDanger icon="trash-2">"Remove"</Button>
                <IconButton icon="ellipsis" label="More" />
                <IconButton icon="pencil" label="Edit" kind=Kind::Default />
                <CopyButton name="the address" text="acme.example" />
                <LinkButton href="/" icon="download">"Download"</LinkButton>
            </div>
            <div class="cluster">
                <Button kind=Kind::Primary busy on_press=move || busy.set(true)>"Save"</Button>
                <Button busy=true>"Loading"</Button>
                <Button size=Size::Small>"Small"</Button>
                <Button size=Size::Large kind=Kind::Primary>"Large"</Button>
                <Button id="refused" icon="ban" reason="Only an administrator can block a client. Ask Ana Petrova.">
                    "Block"
                </Button>
            </div>
        </Part>
    }
    .into_any()
}

#[component]
fn Fields() -> impl IntoView {
    let name = RwSignal::new(String::from("Acme"));
    let email = RwSignal::new(String::from("ana@"));
    let price = RwSignal::new(String::from("49.00"));
    let country = RwSignal::new(String::from("BG"));
    let note = RwSignal::new(String::new());
    let password = RwSignal::new(String::from("secret"));
    let error = Signal::derive(move || {
        (!email.read().contains('.'))
            .then(|| "Write the part after the @ as well, as in ana@acme.example.".to_owned())
    });
    view! {
        <Part title="Fields">
            <div class="form-grid">
                <Field id="name" label="Company name">
                    <TextInput value=name autocomplete="organization" />
                </Field>
                <Field id="email" label="E-mail" error>
                    <TextInput value=email kind="email" />
                </Field>
                <Field id="price" label="Price per month">
                    <TextInput value=price inputmode="decimal" number=true unit="EUR" />
                </Field>
                <Field id="country" label="Country" hint="Sets the tax rule and the language of invoices.">
                    <Select
                        value=country
                        options=[("BG", "България"), ("BR", "Brasil"), ("ES", "España")].map(Choice::from).to_vec()
                    />
                </Field>
                <Field id="password" label="Password" aside=|| view! { <a href="/">"Forgotten?"</a> }>
                    <PasswordInput value=password name="password" autocomplete="current-password" />
                </Field>
                <Field id="fixed" label="Currency" hint="Fixed once the first invoice is out.">
                    <TextInput value=RwSignal::new(String::from("EUR")) readonly=true />
                </Field>
                <Field id="note" label="Note" full=true>
                    <TextArea value=note />
                </Field>
            </div>
        </Part>
    }
    .into_any()
}

#[component]
fn Choices() -> impl IntoView {
    let on = RwSignal::new(true);
    let off = RwSignal::new(false);
    let payer = RwSignal::new(String::from("partner"));
    view! {
        <Part title="Choices">
            <div class="columns">
                <div>
                    <Checkbox id="invite" label="Send an invitation" value=on hint="The link is good for 7 days." />
                    <Checkbox id="other" label="All sections" value=off />
                    <Checkbox id="billing" label="Billing" value=off reason="Billing stays with the partner." />
                    <Tick label="Some" checked=false mixed=true on_change=|_on| () />
                </div>
                <div class="stack">
                    <Switch id="support" label="Direct support" value=on hint="Inquiries can be passed on." />
                    <Switch id="sales" label="Sales optimizer" value=off reason="Not in the plan Starter." />
                    <ChoiceCard
                        name="payer"
                        title="The partner pays"
                        value="partner"
                        chosen=payer
                        text="Invoices go to you."
                        aside="€49"
                    />
                    <ChoiceCard name="payer" title="The client pays" value="client" chosen=payer text="By their card." />
                </div>
            </div>
        </Part>
    }
    .into_any()
}

#[component]
fn Limits() -> impl IntoView {
    let draft = |unlimited, number: &str| {
        RwSignal::new(LimitDraft {
            unlimited,
            number: number.to_owned(),
        })
    };
    view! {
        <Part title="Limit field">
            <div class="columns">
                <LimitField id="contacts" label="Contacts" value=draft(false, "50") used=12 />
                <LimitField id="users" label="Team users" value=draft(true, "5") unit="per workspace" used=12 />
                <LimitField id="syncs" label="E-mail syncs" value=draft(false, "10") used=12 />
                <LimitField
                    id="locked"
                    label="Workspaces"
                    value=draft(false, "3")
                    reason="Set by the plan. Ask Ana Petrova to change it."
                />
            </div>
        </Part>
    }
    .into_any()
}

#[component]
fn Marks() -> impl IntoView {
    view! {
        <Part title="Statuses, badges, avatars">
            <div class="cluster" data-gap="large">
                <StatusBadge status=Status::Active />
                <StatusBadge status=Status::Trial more="5 days" />
                <StatusBadge status=Status::PastDue />
                <StatusBadge status=Status::Blocked />
                <StatusBadge status=Status::Closed />
                <StatusBadge status=Status::None />
            </div>
            <div class="cluster">
                <Badge>"Draft"</Badge>
                <Badge tone=Tone::Accent>"New"</Badge>
                <Badge tone=Tone::Success>"Paid"</Badge>
                <Badge tone=Tone::Warning>"Due"</Badge>
                <Badge tone=Tone::Danger>"Overdue"</Badge>
                <Badge tone=Tone::Info>"Add-on"</Badge>
            </div>
            <div class="cluster">
                <Avatar name="Acme Studio" />
                <Avatar name="Слънчев бряг" />
                <Avatar name="Maple Vine" />
                <Avatar name="Ana Petrova" likeness=Likeness::Person />
                <Avatar name="Compañía Internacional" size=Size::Large />
                <Kbd keys="Ctrl K" />
                <Time at="2026-01-02T03:04:05Z" />
            </div>
        </Part>
    }
    .into_any()
}

#[component]
fn Callouts() -> impl IntoView {
    view! {
        <Part title="Callouts">
            <Callout>
                <p>"Prices are net of tax."</p>
            </Callout>
            <Callout
                tone=Tone::Warning
                title="The domain does not answer yet"
                actions=|| view! { <Button size=Size::Small>"Check again"</Button> }
            >
                <p>"Point a CNAME record of portal.northwind.example at this server."</p>
            </Callout>
            <Callout tone=Tone::Danger title="Could not save">
                <p>"Boris changed this plan two minutes ago."</p>
            </Callout>
            <Callout tone=Tone::Success>
                <p>"Imported 214 clients."</p>
            </Callout>
            <Refused text="You cannot change this plan: only administrators may. Ana Petrova can do it for you." />
        </Part>
    }
    .into_any()
}

#[component]
fn Progress() -> impl IntoView {
    view! {
        <Part title="Progress">
            <Stepper label="Import" steps=["File", "Columns", "Check", "Import"].map(String::from).to_vec() current=2_usize />
            <ProgressBar label="Importing clients" done=120_u64 total=214_u64 />
            <ProgressBar label="Reading the file" done=120_u64 total=None />
            <Usage used=46 limit=Some(50) />
        </Part>
    }
    .into_any()
}

#[component]
fn Figures() -> impl IntoView {
    let days = (1..=30_u32)
        .map(|day| (format!("Nov {day}"), day * 7 % 11))
        .collect::<Vec<_>>();
    view! {
        <Part title="Figures">
            <div class="stats">
                <Stat
                    label="Clients"
                    value="1,284"
                    source="All clients that are not closed"
                    href="/"
                    picture=|| view! { <Sparkline values=vec![3, 4, 4, 6, 7, 9, 12] /> }
                >
                    <Trend text="4.2 %" up=true />
                    " in 30 days"
                </Stat>
                <Stat label="Past due" value="12">
                    <Trend text="1.1 %" up=true up_is_bad=true />
                </Stat>
                <Stat label="Score" value="72" picture=|| view! { <ScoreRing score=72 /> } />
            </div>
            <Bars values=days label="New clients in November" />
        </Part>
    }
    .into_any()
}

#[component]
fn Overlays() -> impl IntoView {
    let open = RwSignal::new(false);
    let typed = RwSignal::new(String::new());
    let palette = RwSignal::new(false);
    let query = RwSignal::new(String::new());
    let changes = RwSignal::new(Vec::new());
    let said = toasts();
    let nothing = None::<String>;
    let change = move || {
        changes.set(vec![Change {
            label: "Contacts".to_owned(),
            from: "5000".to_owned(),
            to: String::new(),
        }]);
    };
    view! {
        <Part title="Menus, dialogs, notices">
            <div class="cluster">
                <Menu id="plain-menu" label="Actions">
                    <MenuItem icon="pencil" keys="E" on_press=|| ()>"Edit"</MenuItem>
                    <MenuLink icon="users" href="/">"Users"</MenuLink>
                    <MenuItem icon="package" reason="Needs a plan first." on_press=|| ()>"Assign add-on"</MenuItem>
                    <hr />
                    <MenuTitle>"Theme"</MenuTitle>
                    <MenuItem chosen=true on_press=|| ()>"Light"</MenuItem>
                    <MenuItem chosen=false on_press=|| ()>"Dark"</MenuItem>
                    <hr />
                    <MenuItem icon="trash-2" danger=true on_press=|| ()>"Close client"</MenuItem>
                </Menu>
                <Menu
                    id="person-menu"
                    label="Ana Petrova"
                    trigger=|| view! { <Avatar name="Ana Petrova" likeness=Likeness::Person /> }
                >
                    <MenuItem icon="log-out" on_press=|| ()>"Sign out"</MenuItem>
                </Menu>
                <FilterChip id="plan-filter" label="Plan" value="Growth" on_clear=|| ()>
                    <Checkbox id="plan-growth" label="Growth" value=RwSignal::new(true) />
                </FilterChip>
                <FilterChip id="group-filter" label="Group" value=nothing on_clear=|| ()>
                    <Checkbox id="group-a" label="Bakers" value=RwSignal::new(false) />
                </FilterChip>
                <Button on_press=move || open.set(true)>"Open a dialog"</Button>
                <Button on_press=move || palette.set(true)>"Open the palette"</Button>
                <Button on_press=move || said.say_with_undo("Acme Studio is on the plan Growth", || ())>"Say"</Button>
                <Button on_press=move || said.fail("Could not save: the connection is gone")>"Fail"</Button>
                <Button on_press=change>"Change something"</Button>
            </div>
            <UnsavedBar changes on_save=move || changes.set(Vec::new()) on_discard=move || changes.set(Vec::new()) />
            <Dialog id="close-client" open title="Close Acme Studio">
                <DialogBody>
                    <p>"Its users lose access at once. Commission already earned stays payable."</p>
                    <Field id="close-name" label="Type the name of the client to close it">
                        <TextInput value=typed placeholder="Acme Studio" />
                    </Field>
                </DialogBody>
                <DialogFoot>
                    <Button on_press=move || open.set(false)>"Cancel"</Button>
                    <Button kind=Kind::Danger>"Close client"</Button>
                </DialogFoot>
            </Dialog>
            <Palette open=palette query items=found() on_choose=|_key| () />
        </Part>
    }
    .into_any()
}

fn found() -> Vec<PaletteItem> {
    let item = |key: &str, group: &str, icon, label: &str, note: &str| PaletteItem {
        key: key.to_owned(),
        group: group.to_owned(),
        icon,
        label: label.to_owned(),
        note: note.to_owned(),
    };
    vec![
        item(
            "acme",
            "Clients",
            "building",
            "Acme Studio",
            "Active · Growth",
        ),
        item("place", "Clients", "building", "Place & Co", "Trial"),
        item("add", "Actions", "plus", "Add client", "Action"),
    ]
}

#[component]
fn Lists() -> impl IntoView {
    let names = [
        "Acme Studio",
        "Слънчев бряг ООД",
        "Compañía Internacional de Consultoría Estratégica y Marketing",
    ];
    let selection = Selection::new(names.map(String::from).to_vec());
    let unordered = None::<Order>;
    let rows = names
        .map(|name| {
            view! {
                <tr>
                    <td data-select="">
                        <SelectRow selection key=name name />
                    </td>
                    <th scope="row" data-sticky="">
                        <RowName name href="/" picture=move || view! { <Avatar name /> } />
                    </th>
                    <td data-phone="under">
                        <StatusBadge status=Status::Active />
                    </td>
                    <td data-number="" data-phone="end">
                        "€49.00"
                    </td>
                    <td data-menu="">
                        <Menu id=format!("row-{name}").replace(' ', "-") label="Actions" icon="ellipsis" bare=true kind=Kind::Ghost size=Size::Small end=true>
                            <MenuItem on_press=|| ()>"Block"</MenuItem>
                        </Menu>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Part title="Table">
            <Tabs label="Client">
                <Tab href="/_ui" exact=true count="3">"Overview"</Tab>
                <Tab href="/_ui/users">"Users"</Tab>
            </Tabs>
            <DataTable
                label="Clients"
                head=move || {
                    view! {
                        <th data-select="">
                            <SelectAll selection />
                        </th>
                        <SortHeader label="Client" order=Some(Order::Ascending) href="?sort=-name" sticky=true />
                        <th scope="col">"Status"</th>
                        <SortHeader label="Price" order=unordered href="?sort=price" number=true />
                        <th data-menu=""></th>
                    }
                }
                foot=|| view! { <LoadMore more=true busy=false words="3 of 1,284" on_load=|| () /> }
            >
                {rows}
                <SkeletonRows rows=2 columns=3 selectable=true />
            </DataTable>
            <BulkBar selection>
                <Button kind=Kind::Ghost icon="ban">"Block"</Button>
            </BulkBar>
        </Part>
    }
    .into_any()
}

#[component]
fn Empty() -> impl IntoView {
    view! {
        <Part title="Nothing yet">
            <EmptyState icon="users" title="No clients yet" text="Add the first one, or bring all of them from a file.">
                <Button kind=Kind::Primary icon="plus">"Add client"</Button>
                <Button icon="upload">"Import"</Button>
            </EmptyState>
            <EmptyState icon="search" title="Nothing fits" text="No client has this status." small=true />
        </Part>
    }
    .into_any()
}
