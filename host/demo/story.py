# SPDX-License-Identifier: MIT
"""What happens in the demo: six customers, one day and a half, every way a conversation can take through the foundation.

Each scene is a function of the stage; scenes stand alone, so that one can be left out or added.
"""


def a_bot_answers_and_a_person_takes_over(stage):
    """Automation serves until the customer asks for a person (H8); then a person owns it, and only a person."""
    maria = stage.customer("Maria", "4915112345601")
    maria.says("Hello, where is my order ORD-2047731?")
    stage.bot_answers(maria, "Your order ORD-2047731 left our warehouse yesterday.", confidence=0.93)
    maria.says("That does not help me, I want to talk to a person please")
    stage.takes_seat("ana", maria)
    stage.replies("ana", maria, "Hello Maria, Ana here. It is with the courier; you will have it tomorrow by noon.")
    maria.says("thanks")
    stage.resolves("ana", maria, "Glad to help. Your parcel comes tomorrow by noon.")


def a_specialist_answers_behind_the_scenes(stage):
    """Words choose the lane (H4); model A (O2): first line owns the thread, the specialist works inside, with a brief."""
    deniz = stage.customer("Deniz", "905321234502")
    deniz.says("My webhook integration stopped working last night")
    stage.takes_seat("ana", deniz)
    deniz.says("I did restart it twice, the log shows error 502 from api.example.com")
    stage.replies("ana", deniz, "Hi Deniz, our engineers look at it, and I will come back to you today.")
    stage.takes_work("tess", deniz)
    stage.answers_work("tess", deniz, "A certificate expired on our gateway; renewed at 14:20. A retry will work now.")
    stage.replies("ana", deniz, "Found it: a certificate on our side had expired. It is renewed, please try again.", cites_latest=True)
    stage.resolves("ana", deniz)


def the_window_closes_while_somebody_investigates(stage):
    """The 24-hour window (W3): outside it a template goes, and the reply itself when the customer taps (W5)."""
    omar = stage.customer("Omar", "447700900603")
    omar.says("My settings changed over night, and nobody knows why")
    stage.bot_answers(omar, "I could not find that.", confidence=0.2)  # H10: a handoff instead of a guess
    stage.takes_seat("ben", omar)
    stage.hands_over("ben", omar, lane="revenue", question="Was this customer's plan changed in the billing system?")
    stage.takes_work("tom", omar)
    stage.time_passes(hours=26, why="the investigation takes longer than the window")
    stage.answers_work("tom", omar, "Yes: the plan was changed by mistake. Set back, nothing is charged.")
    stage.replies("ben", omar, "Your plan is set back, nothing is charged. Sorry for the trouble.", cites_latest=True)
    stage.taps_newest_template(omar)
    stage.resolves("ben", omar)


def a_word_under_an_older_owner_stays_inside(stage):
    """Two people answer: the one who no longer owns it is refused, and nothing is lost (C3)."""
    lin = stage.customer("Lin", "6591234604")
    lin.says("I would like to change my delivery address")
    stage.bot_answers(lin, "I cannot help with that.", confidence=0.1)
    stage.takes_seat("ana", lin)
    epoch = stage.epoch_of(lin)
    stage.assigns("ben", lin, to="ben", reason="capacity")
    stage.replies("ana", lin, "I will change it for you!", epoch=epoch)
    stage.replies("ben", lin, "Hello Lin, Ben here: which address shall we use?")
    lin.says("12 Marina View, please")
    stage.replies("ben", lin, "Done, it goes to 12 Marina View.")
    stage.resolves("ben", lin)


def an_album_a_card_and_a_webhook_twice(stage):
    """Ten pictures are one case (I8), a card number never reaches the store (I4), a repeated webhook is nothing new (I1)."""
    sara = stage.customer("Sara", "34600123605")
    sara.says("My suitcase arrived broken")
    sara.sends_album(10)
    sara.says("refund it to my card 4111 1111 1111 1111 please")
    sara.says("It is the blue one", duplicate=3)
    stage.takes_seat("ben", sara)
    stage.replies("ben", sara, "Thank you for the pictures, Sara. Please never send a card number in a chat; we have hidden it.")
    stage.resolves("ben", sara, "Your claim is settled: the refund goes to the card you paid with.")


def nobody_can_be_reached_by_a_template(stage):
    """No usable template (T3): the reply is held with an alarm, and goes out when the customer writes (W5)."""
    noor = stage.customer("Noor", "971501234606")
    noor.says("Could you check my contract?")
    stage.bot_answers(noor, "Let me find somebody.", confidence=0.3)
    stage.takes_seat("ben", noor)
    stage.time_passes(hours=25, why="a quiet day")
    stage.templates("PAUSED")
    stage.replies("ben", noor, "Your contract runs until March.")
    stage.templates("APPROVED")
    noor.says("Hello? Any news about my contract?")
    stage.replies("ben", noor, "Yes: it runs until March.")
    stage.resolves("ben", noor)


SCENES = [a_bot_answers_and_a_person_takes_over, a_specialist_answers_behind_the_scenes,
          the_window_closes_while_somebody_investigates, a_word_under_an_older_owner_stays_inside,
          an_album_a_card_and_a_webhook_twice, nobody_can_be_reached_by_a_template]
