use domain::commission::{Signed, Statement};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};

use super::store::tables;
use crate::{Context, Error, Result, portal::fill_random};

/// Bytes of a secret key (RFC 8032).
const SEED_LEN: usize = 32;
/// What a key is sealed for.
const ABOUT: &str = "commission statements";

/// Signs a statement with the portal's key (Ed25519). The same statement gets the same signature
/// for as long as the key can be opened; after that, another key.
pub(super) async fn sign(cx: &Context, statement: Statement) -> Result<Signed> {
    let pair = key(cx).await?;
    let text = statement.canonical()?;
    Ok(Signed {
        key: hex::encode(pair.public_key().as_ref()),
        signature: hex::encode(pair.sign(text.as_bytes()).as_ref()),
        statement,
    })
}

/// Whether the signature is that of the key it names, over exactly this statement. Whose key that is
/// must be known from elsewhere: the portal shows its own beside its statements.
///
/// # Errors
/// Never for a statement that was read.
pub fn is_signed(signed: &Signed) -> Result<bool> {
    let (Ok(key), Ok(signature)) = (hex::decode(&signed.key), hex::decode(&signed.signature))
    else {
        return Ok(false);
    };
    let text = signed.statement.canonical()?;
    let key = UnparsedPublicKey::new(&ED25519, key);
    Ok(key.verify(text.as_bytes(), &signature).is_ok())
}

/// The portal's youngest key that opens, or a new one.
async fn key(cx: &Context) -> Result<Ed25519KeyPair> {
    let mut tx = cx.read().await?;
    let keys = tables::keys(&mut tx).await?;
    drop(tx);
    let vault = cx.portal().vault();
    let opened = keys
        .iter()
        .find_map(|(_, sealed)| vault.open(sealed, ABOUT));
    if let Some(seed) = opened {
        let seed = hex::decode(seed).map_err(|_| Error::corrupt("commission_keys.sealed"))?;
        return pair(&seed);
    }
    let mut seed = [0; SEED_LEN];
    fill_random(&mut seed);
    let fresh = pair(&seed)?;
    let sealed = vault.seal(&hex::encode(seed), ABOUT)?;
    let mut tx = cx.begin().await?;
    let public = hex::encode(fresh.public_key().as_ref());
    tables::add_key(&mut tx, &public, sealed, cx.now()).await?;
    tx.commit().await?;
    Ok(fresh)
}

fn pair(seed: &[u8]) -> Result<Ed25519KeyPair> {
    Ed25519KeyPair::from_seed_unchecked(seed).map_err(|_| Error::corrupt("commission_keys.sealed"))
}
