/**
 * Domains of well-known services that give anybody a mailbox for minutes. Written for this project from general knowledge,
 * with addresses of forwarding services left out: those belong to somebody. A site adds its own in `disposable_mail`.
 */
export const DISPOSABLE_DOMAINS: ReadonlySet<string> = new Set(
  `
  0-mail.com 10minutemail.com 10minutemail.net 1secmail.com 1secmail.net 1secmail.org 20minutemail.com 20minutemail.it
  abyssmail.com anonbox.net anonymbox.com armyspy.com binkmail.com bobmail.info boximail.com bugmenot.com chammy.info
  clrmail.com cool.fr.nf courriel.fr.nf crazymailing.com cuvox.de dayrep.com deadaddress.com despam.it despammed.com
  devnullmail.com discard.email discardmail.com discardmail.de disposableaddress.com disposableinbox.com disposeamail.com
  disposemail.com dispostable.com dodgeit.com dontreg.com dontsendmespam.de drdrb.com dropjar.com dump-email.info dumpmail.de
  dumpyemail.com einrot.com email60.com emailfake.com emailmiser.com emailondeck.com emailsensei.com emailtemporanea.com
  emailwarden.com esiix.com eyepaste.com fakeinbox.com fakemail.net fakemailgenerator.com fleckens.hu getairmail.com
  getnada.com givmail.com grr.la guerrillamail.biz guerrillamail.com guerrillamail.de guerrillamail.info guerrillamail.net
  guerrillamail.org guerrillamailblock.com gustr.com inboxbear.com inboxclean.com inboxkitten.com incognitomail.com
  incognitomail.net incognitomail.org instant-mail.de jetable.com jetable.fr.nf jetable.net jetable.org jourrapide.com
  kasmail.com kaspop.com kurzepost.de letthemeatspam.com lortemail.dk mail-temporaire.fr mailcatch.com maildrop.cc
  mailexpire.com mailforspam.com mailinater.com mailinator.com mailinator.net mailinator2.com mailmoat.com mailnesia.com
  mailnull.com mailsac.com mailscrap.com mailtemp.info mailtothis.com mailzilla.com mega.zik.dj meltmail.com minuteinbox.com
  mintemail.com moakt.cc moakt.com moakt.ws mohmal.com mohmal.in moncourrier.fr.nf monemail.fr.nf monmail.fr.nf
  monumentmail.com mytempemail.com mytempmail.com mytrashmail.com nada.email nada.ltd nepwk.com nervmich.net nervtmich.net
  nomail.xl.cx nospam.ze.tm notmailinator.com nowmymail.com objectmail.com oneoffemail.com onewaymail.com owlpic.com
  pokemail.net proxymail.eu putthisinyourspamdatabase.com quickinbox.com reallymymail.com reconmail.com rhyta.com
  robot-mail.com safetymail.info sendspamhere.com sharklasers.com shitmail.me shortmail.net sofort-mail.de sogetthis.com
  soodonims.com spam4.me spamavert.com spambog.com spambog.de spambog.ru spambox.us spamcowboy.com spamday.com spamex.com
  spamfree24.com spamfree24.de spamfree24.org spamgourmet.com spamherelots.com spamhereplease.com spamhole.com spamify.com
  spaminator.de spaml.com spaml.de spamspot.com spamthis.co.uk spamtrail.com speed.1s.fr streetwisemail.com
  supergreatmail.com superrito.com suremail.info tafmail.com teleworm.us temp-mail.io temp-mail.org temp-mail.ru tempail.com
  tempemail.co.za tempemail.net tempinbox.com tempmail.com tempmail.de tempmail.eu tempmail.it tempmail.net
  tempmailaddress.com tempmailo.com tempr.email tempymail.com thankyou2010.com thisisnotmyrealemail.com throwaway.email
  throwawaymail.com tilien.com tmail.ws tmailinator.com tradermail.info trash-mail.at trash-mail.com trash-mail.de
  trash2009.com trashmail.com trashmail.de trashmail.me trashmail.net trashmail.ws trashmailer.com trashymail.com
  veryrealemail.com vomoto.com wegwerfadresse.de wegwerfemail.de wegwerfmail.de wegwerfmail.net wegwerfmail.org whyspam.me
  willselfdestruct.com wwjmp.com xagloo.com xemaps.com xents.com xmaily.com xojxe.com xoxy.net yoggm.com yopmail.com
  yopmail.fr yopmail.net zehnminutenmail.de zetmail.com zippymail.info
  ahk.jp ccmail.uk choco.la cream.pink digdig.org eay.jp exdonuts.com fanclub.pm fukurou.ch fuwa.be fuwa.li fuwamofu.com
  hamham.uk heisei.be hitsuji.li honeys.be hotsoup.be ichigo.me instaddr.ch kagi.be kpost.be kuku.lu macr2.com magim.be
  mama3.org mbox.re merry.pink mirai.re moimoi.re neko2.net nezumi.be okinawa.li owleyes.ch postm.net prin.be quicksend.ch
  risu.be ruru.be simaenaga.com stayhome.li sute.jp svk.jp tapi.re tatsu.uk uma3.be usako.net usamami.com via.tokyo.jp
  `
    .trim()
    .split(/\s+/),
);
